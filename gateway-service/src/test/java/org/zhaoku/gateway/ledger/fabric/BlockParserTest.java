package org.zhaoku.gateway.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhaoku.chaincode.ledger.Role;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.Submitter;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;

/** Blocks as a peer gives them. */
class BlockParserTest {
    private static final byte VALID = 0;
    private static final byte MVCC_READ_CONFLICT = 11;

    private final BlockParser parser = new BlockParser("zhaoku");

    private static ByteString certificate(String unit, Optional<String> attributes) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            var name = new X500Name("CN=gateway,OU=" + unit);
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(Instant.EPOCH),
                    Date.from(Instant.EPOCH.plus(40_000, ChronoUnit.DAYS)),
                    name,
                    pair.getPublic());
            if (attributes.isPresent()) {
                builder.addExtension(
                        new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1"),
                        false,
                        attributes.get().getBytes(StandardCharsets.UTF_8));
            }
            var text = new StringWriter();
            try (var pem = new JcaPEMWriter(text)) {
                pem.writeObject(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            }
            return ByteString.copyFromUtf8(text.toString());
        } catch (GeneralSecurityException
                | java.io.IOException
                | org.bouncycastle.operator.OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteString envelope(ByteString certificate, String chaincode, String event) {
        ByteString creator = SerializedIdentity.newBuilder()
                .setMspid("RegionAMSP")
                .setIdBytes(certificate)
                .build()
                .toByteString();
        ByteString action = ChaincodeAction.newBuilder()
                .setChaincodeId(ChaincodeID.newBuilder().setName(chaincode))
                .setEvents(ChaincodeEvent.newBuilder()
                        .setEventName(event)
                        .setPayload(ByteString.copyFromUtf8("payload"))
                        .build()
                        .toByteString())
                .build()
                .toByteString();
        ByteString response = ProposalResponsePayload.newBuilder()
                .setExtension(action)
                .build()
                .toByteString();
        ByteString transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder()
                        .setPayload(ChaincodeActionPayload.newBuilder()
                                .setAction(ChaincodeEndorsedAction.newBuilder().setProposalResponsePayload(response))
                                .build()
                                .toByteString()))
                .build()
                .toByteString();
        return envelope(creator, transaction);
    }

    private static ByteString envelope(ByteString creator, ByteString transaction) {
        ByteString payload = Payload.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(ChannelHeader.newBuilder()
                                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                                .build()
                                .toByteString())
                        .setSignatureHeader(SignatureHeader.newBuilder()
                                .setCreator(creator)
                                .build()
                                .toByteString()))
                .setData(transaction)
                .build()
                .toByteString();
        return Envelope.newBuilder().setPayload(payload).build().toByteString();
    }

    private static Block block(byte[] validity, ByteString... envelopes) {
        return Block.newBuilder()
                .setHeader(BlockHeader.newBuilder().setNumber(7))
                .setData(BlockData.newBuilder().addAllData(List.of(envelopes)))
                .setMetadata(BlockMetadata.newBuilder()
                        .addMetadata(ByteString.EMPTY)
                        .addMetadata(ByteString.EMPTY)
                        .addMetadata(ByteString.copyFrom(validity)))
                .build();
    }

    @Test
    void an_event_comes_with_its_place_and_with_who_signed_the_proposal() {
        ByteString admin = certificate("admin", Optional.empty());
        Block block = block(
                new byte[] {MVCC_READ_CONFLICT, VALID, VALID, VALID},
                envelope(admin, "zhaoku", "key.added"),
                envelope(admin, "zhaoku", "key.added"),
                envelope(admin, "other", "key.added"),
                envelope(admin, "zhaoku", ""));

        assertThat(parser.parse(block).entries())
                .containsExactly(new LedgerBlock.Entry(
                        new Position(7, 1),
                        new Submitter("RegionAMSP", Set.of(Role.OPERATOR, Role.GATEWAY)),
                        "key.added",
                        Bytes.utf8("payload")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "admin; ; OPERATOR+GATEWAY",
                "client; ; GATEWAY",
                "peer; ; NONE",
                "admin; {\"attrs\":{\"zhaoku.role\":\"gateway\"}}; GATEWAY",
                "peer; {\"attrs\":{\"zhaoku.role\":\"operator,gateway\",\"hf.Type\":\"peer\"}}; OPERATOR+GATEWAY",
                "client; {\"attrs\":{\"zhaoku.role\":\"auditor\"}}; AUDITOR",
                "admin; {\"attrs\":{\"zhaoku.role\":\"root\"}}; NONE",
                "admin; {\"attrs\":{\"zhaoku.role\":7}}; NONE",
                "admin; {\"attrs\":{}}; OPERATOR+GATEWAY",
                "admin; not json; NONE"
            })
    void roles_are_those_that_the_chaincode_sees(String unit, String attributes, String roles) {
        Block block = block(
                new byte[] {VALID},
                envelope(certificate(unit, Optional.ofNullable(attributes)), "zhaoku", "key.added"));
        Set<Role> expected = EnumSet.noneOf(Role.class);
        for (String role : roles.split("\\+", -1)) {
            if (!role.equals("NONE")) {
                expected.add(Role.valueOf(role));
            }
        }

        assertThat(parser.parse(block).entries().get(0).submitter().roles()).isEqualTo(expected);
    }

    @Test
    void a_submitter_without_a_certificate_has_no_role() {
        Block block = block(new byte[] {VALID}, envelope(ByteString.copyFromUtf8("none"), "zhaoku", "key.added"));

        assertThat(parser.parse(block).entries().get(0).submitter()).isEqualTo(new Submitter("RegionAMSP", Set.of()));
    }

    @Test
    void a_transaction_that_cannot_be_read_is_an_entry_of_nobody_for_the_reader_to_refuse() {
        Block block = block(
                new byte[] {VALID, VALID},
                ByteString.copyFromUtf8("\u0001 no envelope"),
                envelope(certificate("admin", Optional.empty()), "zhaoku", "key.added"));

        assertThat(parser.parse(block).entries())
                .extracting(LedgerBlock.Entry::name)
                .containsExactly("", "key.added");
    }
}
