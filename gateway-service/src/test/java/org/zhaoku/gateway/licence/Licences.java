package org.zhaoku.gateway.licence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.zhaoku.gateway.holder.CodeType;
import org.zhaoku.gateway.holder.Holder;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;

/** Licences to try with. */
final class Licences {
    static final UnifiedSocialCreditCode DEPARTMENT = UnifiedSocialCreditCode.parse("11440300000000019K");
    static final UnifiedSocialCreditCode OTHER_DEPARTMENT = UnifiedSocialCreditCode.parse("11100000000013338W");
    static final String HOLDER = "欧阳千里";
    static final String CITIZEN_NUMBER = "440300199001010016";
    static final Instant NOON = Instant.parse("2026-03-01T04:00:00.123Z");

    private static final String TYPE = "11100000000013338W011";

    private Licences() {}

    static Licence received(int number) {
        return received(number, DEPARTMENT, NOON);
    }

    static Licence received(int number, UnifiedSocialCreditCode department, Instant at) {
        return new Licence(
                id(number),
                LicenceIdentifier.of(TYPE, department.value(), "2026" + number, 1),
                1,
                HOLDER,
                List.of(new Holder(HOLDER, Optional.of(new Holder.Code(CodeType.CITIZEN_NUMBER, CITIZEN_NUMBER)))),
                Map.of("CertificateHolderCode", CITIZEN_NUMBER, "count", 3L, "negative", -1L, "married", false),
                LocalDate.of(2026, 3, 1),
                LocalDate.of(1969, 12, 31),
                Optional.of(LocalDate.of(2029, 2, 28)),
                Optional.empty(),
                LicenceState.RECEIVED,
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The licence with another identifier and end. */
    static Licence with(LicenceIdentifier identifier, Optional<LocalDate> validTo, Licence licence) {
        return new Licence(
                licence.id(),
                identifier,
                licence.typeVersion(),
                licence.holderName(),
                licence.holders(),
                licence.fields(),
                licence.issued(),
                licence.validFrom(),
                validTo,
                licence.succession(),
                licence.state(),
                licence.receivedAt(),
                licence.statement(),
                licence.disclosures(),
                licence.batchKey(),
                licence.receipt());
    }

    /** The licence as one that replaces another. */
    static Licence replacing(Succession succession, Licence licence) {
        return new Licence(
                licence.id(),
                licence.identifier(),
                licence.typeVersion(),
                licence.holderName(),
                licence.holders(),
                licence.fields(),
                licence.issued(),
                licence.validFrom(),
                licence.validTo(),
                Optional.of(succession),
                licence.state(),
                licence.receivedAt(),
                licence.statement(),
                licence.disclosures(),
                licence.batchKey(),
                licence.receipt());
    }

    /** The receipt of a batch of two, signed by this key. */
    static FullReceipt receipt(MessageSigner key) {
        var tree = new TileTree(List.of(Sm3.digest(Bytes.utf8("1")), Sm3.digest(Bytes.utf8("2"))));
        var header = new BatchHeader(
                new Network("test"),
                DEPARTMENT,
                "Org1MSP",
                key.kid(),
                new TreeSet<>(List.of(TYPE)),
                2,
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
        return new FullReceipt(
                new TileReceipt(7, 1, tree.pathInTile(1)),
                0,
                List.of(),
                SignedBatch.sign(header, tree.tileRoots(), key).message());
    }

    static String id(int number) {
        return HexFormat.of().toHexDigits((long) number).repeat(2);
    }
}
