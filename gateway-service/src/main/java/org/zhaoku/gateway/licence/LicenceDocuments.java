package org.zhaoku.gateway.licence;

import java.time.LocalDate;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.Sealed;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceIdentifier;

/**
 * The form of a licence in the database; what is not there yet is null.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code _id}</td><td>text</td><td>opaque id</td></tr>
 * <tr><td>{@code identifier}</td><td>text</td><td>GB/T 36904, unique</td></tr>
 * <tr><td>{@code department}</td><td>text</td><td>credit code of the issuer</td></tr>
 * <tr><td>{@code typeVersion}</td><td>int</td><td></td></tr>
 * <tr><td>{@code issued}, {@code validFrom}, {@code validTo}</td><td>int</td><td>days since 1970-01-01</td></tr>
 * <tr><td>{@code state}</td><td>text</td><td>{@link LicenceState}</td></tr>
 * <tr><td>{@code receivedAt}</td><td>date</td><td></td></tr>
 * <tr><td>{@code sealed}</td><td>{master: text, key: binary, content: binary}</td><td>{@link PersonalData}</td></tr>
 * <tr><td>{@code draft}</td><td>text</td><td>the draft that has it</td></tr>
 * <tr><td>{@code statement}, {@code receipt}</td><td>binary</td><td>as signed; CBOR of {@link FullReceipt}</td></tr>
 * <tr><td>{@code batchKey}</td><td>text</td><td></td></tr>
 * </table>
 */
final class LicenceDocuments {
    static final String IDENTIFIER = "identifier";
    static final String DEPARTMENT = "department";
    static final String STATE = "state";
    static final String RECEIVED_AT = "receivedAt";
    static final String ISSUED = "issued";
    static final String SEALED = "sealed";
    static final String DRAFT = "draft";
    static final String STATEMENT = "statement";
    static final String BATCH_KEY = "batchKey";
    static final String RECEIPT = "receipt";

    private static final String PURPOSE = "licence";

    private final Envelope envelope;

    LicenceDocuments(Envelope envelope) {
        this.envelope = envelope;
    }

    /** @param draft the draft that has it */
    Document write(Licence licence, Optional<String> draft) {
        return new Document("_id", licence.id())
                .append(IDENTIFIER, licence.identifier().toString())
                .append(DEPARTMENT, licence.identifier().issuer().value())
                .append("typeVersion", licence.typeVersion())
                .append(ISSUED, day(licence.issued()))
                .append("validFrom", day(licence.validFrom()))
                .append("validTo", licence.validTo().map(LicenceDocuments::day).orElse(null))
                .append(
                        STATE,
                        draft.map(has -> LicenceState.ANCHORING)
                                .orElse(licence.state())
                                .name())
                .append(RECEIVED_AT, Date.from(licence.receivedAt()))
                .append(SEALED, seal(licence.id(), PersonalData.of(licence)))
                .append(DRAFT, draft.orElse(null))
                .append(
                        STATEMENT,
                        licence.statement().map(LicenceDocuments::binary).orElse(null))
                .append(BATCH_KEY, licence.batchKey().map(Bytes::hex).orElse(null))
                .append(
                        RECEIPT,
                        licence.receipt()
                                .map(receipt -> binary(receipt.encode()))
                                .orElse(null));
    }

    Licence read(Document document) {
        PersonalData personal = personalData(document);
        return new Licence(
                document.getString("_id"),
                LicenceIdentifier.parse(document.getString(IDENTIFIER)),
                document.getInteger("typeVersion"),
                personal.holderName(),
                personal.fields(),
                day(document, ISSUED).orElseThrow(),
                day(document, "validFrom").orElseThrow(),
                day(document, "validTo"),
                LicenceState.valueOf(document.getString(STATE)),
                document.getDate(RECEIVED_AT).toInstant(),
                bytes(document, STATEMENT),
                personal.disclosures(),
                Optional.ofNullable(document.getString(BATCH_KEY)).map(Bytes::fromHex),
                bytes(document, RECEIPT).map(FullReceipt::decode));
    }

    PersonalData personalData(Document document) {
        Document sealed = document.get(SEALED, Document.class);
        return PersonalData.decode(envelope.open(
                PURPOSE,
                document.getString("_id"),
                new Sealed(
                        sealed.getString("master"),
                        Bytes.of(sealed.get("key", Binary.class).getData()),
                        Bytes.of(sealed.get("content", Binary.class).getData()))));
    }

    Document seal(String id, PersonalData data) {
        Sealed sealed = envelope.seal(PURPOSE, id, data.encode());
        return new Document("master", sealed.masterKey())
                .append("key", binary(sealed.key()))
                .append("content", binary(sealed.content()));
    }

    static Binary binary(Bytes bytes) {
        return new Binary(bytes.toArray());
    }

    static Optional<Bytes> bytes(Document document, String field) {
        return Optional.ofNullable(document.get(field, Binary.class)).map(binary -> Bytes.of(binary.getData()));
    }

    static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    private static Optional<LocalDate> day(Document document, String field) {
        return Optional.ofNullable(document.getInteger(field)).map(LocalDate::ofEpochDay);
    }
}
