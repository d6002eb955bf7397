package org.zhaoku.verifier.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.pki.Sm2PrivateKey;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.FixedRandom;
import org.zhaoku.verifier.testing.Vectors;

/** The example of docs/statement-format.md, computed anew from its inputs. */
class WorkedExampleTest {
    private static final Network NETWORK = new Network("example");
    private static final Map<String, String> FILE = Vectors.named("worked-example.txt");

    /** What cannot be computed: keys, random numbers, the certificate, the compressed payload, two other statements. */
    private static Bytes given(String name) {
        return Bytes.fromHex(FILE.getOrDefault(name, ""));
    }

    private final Map<String, String> computed = new LinkedHashMap<>();

    private void put(String name, Bytes value) {
        computed.put(name, value.hex());
    }

    @Test
    void every_value_is_what_the_code_makes_of_the_inputs() {
        Sm2PrivateKey key =
                Sm2PrivateKey.of(new BigInteger(1, given("department-key").toArray()));
        Sm2Certificate certificate = Sm2Certificate.of(given("certificate"));
        assertThat(certificate.publicKey()).isEqualTo(key.publicKey());
        put("public-key", key.publicKey().encoded());
        put("kid", certificate.kid().value());

        FieldTree fields = fields();
        for (int number = 0; number < fields.size(); number++) {
            Disclosure field = fields.discloseAll().fields().get(number);
            put("field-" + number, field.toCbor().encode());
            put("leaf-" + number, field.leaf());
        }
        put("field-root", fields.root());

        Statement statement = statement(fields);
        put("claims", StatementCodec.encode(statement));
        assertThat(Compression.inflate(given("payload"), Dictionary.CURRENT))
                .isEqualTo(StatementCodec.encode(statement));
        CoseSign1 message = CoseSign1.sign(
                MessageKind.STATEMENT,
                NETWORK,
                OptionalLong.of(1),
                given("payload"),
                signer(key, certificate, "statement-k"));
        SignedStatement signed = SignedStatement.decode(message.encoded());
        Bytes header = ((Cbor.ByteString)
                        ((Cbor.Array) Cbor.decode(message.encoded())).items().get(0))
                .value();
        put("protected-header", header);
        Bytes toBeSigned = Cbor.array(
                        Cbor.of("Signature1"),
                        Cbor.of(header),
                        Cbor.of(MessageKind.STATEMENT.externalAad(NETWORK)),
                        Cbor.of(given("payload")))
                .encode();
        put("to-be-signed", toBeSigned);
        put("z", z(key.publicKey().encoded()));
        put("e", Sm3.digest(z(key.publicKey().encoded()), toBeSigned));
        put(
                "signature",
                message.encoded()
                        .slice(message.encoded().size() - 64, message.encoded().size()));
        put("statement", signed.encoded());
        put("statement-digest", signed.digest());
        assertThat(signed.open(NETWORK, key.publicKey())).contains(statement);

        var tree = new TileTree(List.of(given("other-digest-0"), signed.digest(), given("other-digest-2")));
        put("tile-root", tree.tileRoots().get(0));
        put("batch-root", tree.root());
        var batchHeader = new BatchHeader(
                NETWORK,
                UnifiedSocialCreditCode.parse("11440300000000019K"),
                "RegionA",
                certificate.kid(),
                new TreeSet<>(List.of("11100000000013338W011")),
                3,
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
        SignedBatch batch = SignedBatch.sign(batchHeader, tree.tileRoots(), signer(key, certificate, "batch-k"));
        put("batch-header", batchHeader.encode());
        put("batch", batch.message());
        put("batch-key", batch.key());

        var receipt = new TileReceipt(7, 1, tree.pathInTile(1));
        put("receipt", receipt.toCbor().encode());
        put("full-receipt", new FullReceipt(receipt, 0, tree.pathOfTile(0), batch.message()).encode());
        Disclosures disclosures = fields.disclose(new TreeSet<>(List.of(1, 3)));
        put("disclosures", disclosures.toCbor().encode());
        var code = new LicenceCode(signed, Optional.of(receipt), Optional.of(disclosures));
        computed.put("code-text", code.text());

        Bytes possession = Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of("11440300000000019K"))
                .put(3, Cbor.of(Sm3.digest(certificate.der())))
                .build()
                .encode();
        put(
                "key-possession",
                CoseSign1.sign(
                                MessageKind.KEY_POSSESSION,
                                NETWORK,
                                possession,
                                signer(key, certificate, "key-possession-k"))
                        .encoded());

        List<String> wrong = new ArrayList<>();
        computed.forEach((name, value) -> {
            if (!value.equals(FILE.get(name))) {
                wrong.add(name + ":\n" + lines(value));
            }
        });
        assertThat(wrong).as("values that the file should hold").isEmpty();
    }

    private static String lines(String value) {
        String line = value.matches("[0-9a-f]*") ? "  $1\n" : "  \"$1\"\n";
        return value.replaceAll("(.{1,96})", line).stripTrailing();
    }

    private static FieldTree fields() {
        List<Cbor> values = List.of(
                Cbor.of("王\uD842\uDFB7丰"),
                Cbor.of("高处作业"),
                Cbor.of("440300199001010016"),
                Cbor.of(20_579),
                Cbor.Simple.NULL);
        List<Disclosure> fields = new ArrayList<>();
        for (Cbor value : values) {
            int number = fields.size();
            fields.add(new Disclosure(given("salts").slice(16 * number, 16 * number + 16), number, value));
        }
        return new FieldTree(fields);
    }

    private static Statement statement(FieldTree fields) {
        return new Statement(
                LicenceIdentifier.of("11100000000013338W011", "11440300000000019K", "20260000001", 2),
                1,
                LocalDate.of(2026, 5, 6),
                LocalDate.of(2026, 5, 7),
                Optional.of(LocalDate.of(2032, 5, 6)),
                Origin.SUCCESSOR,
                new TreeMap<>(Map.of(0, Cbor.of("**丰"), 1, Cbor.of("高处作业"))),
                fields.size(),
                fields.root(),
                Optional.empty());
    }

    private static Department signer(Sm2PrivateKey key, Sm2Certificate certificate, String k) {
        return new Department("", key, certificate, new FixedRandom(given(k)));
    }

    // GB/T 32918.2 section 5.5, with a and b of GB/T 32918.5
    private static Bytes z(Bytes publicKey) {
        return Sm3.digest(
                Bytes.fromHex("0080"),
                Bytes.utf8("1234567812345678"),
                Bytes.fromHex("fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"),
                Bytes.fromHex("28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"),
                Bytes.fromHex("32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"),
                Bytes.fromHex("bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0"),
                publicKey.slice(1, 65));
    }

    @Test
    void the_document_prints_the_file() {
        String document = Vectors.document("statement-format.md");
        String example = Vectors.lines("worked-example.txt").stream().collect(Collectors.joining("\n", "\n", "\n"));
        assertThat(document).contains(example);
    }
}
