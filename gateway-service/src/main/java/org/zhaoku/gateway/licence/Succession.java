package org.zhaoku.gateway.licence;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * That a licence takes the place of another, which is superseded in the transaction that anchors it.
 *
 * @param licence opaque id of the version before
 * @param occasion why
 * @param appliedOn day of the application, if there was one
 * @param decidedOn day of the decision, if it was said
 * @param mandates ids of the mandates within which agents applied for holders
 */
public record Succession(
        String licence,
        Occasion occasion,
        Optional<LocalDate> appliedOn,
        Optional<LocalDate> decidedOn,
        List<String> mandates) {
    public Succession {
        mandates = List.copyOf(mandates);
    }

    static Optional<Succession> of(Document licence) {
        return Optional.ofNullable(licence.get(LicenceDocuments.REPLACES, Document.class))
                .map(replaces -> new Succession(
                        replaces.getString("licence"),
                        Occasion.valueOf(replaces.getString("occasion")),
                        LicenceDocuments.day(replaces, "appliedOn"),
                        LicenceDocuments.day(replaces, "decidedOn"),
                        replaces.getList("mandates", String.class)));
    }

    Document write() {
        return new Document("licence", licence)
                .append("occasion", occasion.name())
                .append("appliedOn", appliedOn.map(LicenceDocuments::day).orElse(null))
                .append("decidedOn", decidedOn.map(LicenceDocuments::day).orElse(null))
                .append("mandates", mandates);
    }
}
