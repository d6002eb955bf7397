package org.zhaoku.gateway.licence;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.StatusChange.Predecessor;

/**
 * That a licence takes the place of another. That other one is a version before, which is superseded in the transaction that
 * anchors it, or one that another department has let go, which is taken in by that transaction.
 *
 * @param licence opaque id of the version before; empty with TRANSFER
 * @param predecessor the licence of another department: if and only if the occasion is TRANSFER
 * @param occasion why
 * @param appliedOn day of the application, if there was one
 * @param decidedOn day of the decision, if it was said
 * @param mandates ids of the mandates within which agents applied for holders
 */
public record Succession(
        Optional<String> licence,
        Optional<Predecessor> predecessor,
        Occasion occasion,
        Optional<LocalDate> appliedOn,
        Optional<LocalDate> decidedOn,
        List<String> mandates) {
    public Succession {
        mandates = List.copyOf(mandates);
    }

    /** Of a next version. */
    public static Succession of(
            String licence,
            Occasion occasion,
            Optional<LocalDate> appliedOn,
            Optional<LocalDate> decidedOn,
            List<String> mandates) {
        return new Succession(Optional.of(licence), Optional.empty(), occasion, appliedOn, decidedOn, mandates);
    }

    /** Of a licence that is taken over. */
    public static Succession takeOver(Predecessor predecessor, Optional<LocalDate> decidedOn) {
        return new Succession(
                Optional.empty(), Optional.of(predecessor), Occasion.TRANSFER, Optional.empty(), decidedOn, List.of());
    }

    static Optional<Succession> of(Document licence) {
        return Optional.ofNullable(licence.get(LicenceDocuments.REPLACES, Document.class))
                .map(replaces -> new Succession(
                        Optional.ofNullable(replaces.getString("licence")),
                        Optional.ofNullable(replaces.getString("department"))
                                .map(department -> new Predecessor(
                                        UnifiedSocialCreditCode.parse(department),
                                        Bytes.fromHex(replaces.getString("statement")))),
                        Occasion.valueOf(replaces.getString("occasion")),
                        LicenceDocuments.day(replaces, "appliedOn"),
                        LicenceDocuments.day(replaces, "decidedOn"),
                        replaces.getList("mandates", String.class)));
    }

    Document write() {
        return new Document("licence", licence.orElse(null))
                .append(
                        "department",
                        predecessor.map(old -> old.department().value()).orElse(null))
                .append(
                        "statement",
                        predecessor.map(old -> old.statement().hex()).orElse(null))
                .append("occasion", occasion.name())
                .append("appliedOn", appliedOn.map(LicenceDocuments::day).orElse(null))
                .append("decidedOn", decidedOn.map(LicenceDocuments::day).orElse(null))
                .append("mandates", mandates);
    }
}
