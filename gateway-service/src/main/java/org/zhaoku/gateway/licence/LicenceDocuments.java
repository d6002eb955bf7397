package org.zhaoku.gateway.licence;

import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.HolderIndex;
import org.zhaoku.gateway.keys.MongoSealedField;
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
 * <tr><td>{@code type}</td><td>text</td><td>code of the type</td></tr>
 * <tr><td>{@code typeVersion}</td><td>int</td><td></td></tr>
 * <tr><td>{@code issued}, {@code validFrom}, {@code validTo}</td><td>int</td><td>days since 1970-01-01</td></tr>
 * <tr><td>{@code replaces}</td><td>{licence, occasion: text, appliedOn, decidedOn: int, mandates: array of text}</td><td>{@link
 * Succession}; absent for a first version</td></tr>
 * <tr><td>{@code state}</td><td>text</td><td>{@link LicenceState}</td></tr>
 * <tr><td>{@code receivedAt}</td><td>date</td><td></td></tr>
 * <tr><td>{@code sealed}</td><td>{master: text, key: binary, content: binary}</td><td>{@link PersonalData}</td></tr>
 * <tr><td>{@code draft}</td><td>text</td><td>the draft that has it</td></tr>
 * <tr><td>{@code statement}, {@code receipt}</td><td>binary</td><td>as signed; CBOR of {@link FullReceipt}</td></tr>
 * <tr><td>{@code batchKey}</td><td>text</td><td></td></tr>
 * <tr><td>{@code holders}, {@code holderKey}</td><td>array of text, text</td><td>{@link HolderIndex.Entry}</td></tr>
 * <tr><td>{@code changed}</td><td>date</td><td>of the server, when it came into force or changed since; absent before</td></tr>
 * <tr><td>{@code ledger}</td><td>{state, reason: text, sequence: int, disputed: boolean, since: date}</td><td>its last change of state; absent: none</td></tr>
 * <tr><td>{@code erased}</td><td>{digest: binary, at: date}</td><td>personal data were destroyed; {@code sealed} and {@code statement} are absent then</td></tr>
 * </table>
 */
final class LicenceDocuments {
    static final String COLLECTION = "licences";
    /** Form 2 has type, holders and holderKey. */
    static final int SCHEMA = 2;

    static final String ID = "_id";
    static final String IDENTIFIER = "identifier";
    static final String TYPE = "type";
    static final String VALID_FROM = "validFrom";
    static final String VALID_TO = "validTo";
    static final String HOLDERS = "holders";
    static final String HOLDER_KEY = "holderKey";
    static final String CHANGED = "changed";
    static final String ERASED = "erased";
    static final String DEPARTMENT = "department";
    static final String STATE = "state";
    static final String RECEIVED_AT = "receivedAt";
    static final String ISSUED = "issued";
    static final String SEALED = "sealed";
    static final String DRAFT = "draft";
    static final String STATEMENT = "statement";
    static final String BATCH_KEY = "batchKey";
    static final String RECEIPT = "receipt";

    static final String REPLACES = "replaces";
    static final String PURPOSE = "licence";

    private final Envelope envelope;
    private final HolderIndex holders;

    LicenceDocuments(Envelope envelope, HolderIndex holders) {
        this.envelope = envelope;
        this.holders = holders;
    }

    /** @param draft the draft that has it */
    Document write(Licence licence, Optional<String> draft) {
        HolderIndex.Entry entry = holders.entry(HolderNumbers.of(licence.holders(), licence.fields()));
        var document = new Document("_id", licence.id())
                .append(IDENTIFIER, licence.identifier().toString())
                .append(DEPARTMENT, licence.identifier().issuer().value())
                .append(TYPE, licence.identifier().type().value())
                .append(HOLDERS, entry.holders())
                .append(HOLDER_KEY, entry.key())
                .append("typeVersion", licence.typeVersion())
                .append(ISSUED, day(licence.issued()))
                .append(VALID_FROM, day(licence.validFrom()))
                .append(VALID_TO, licence.validTo().map(LicenceDocuments::day).orElse(null))
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
        licence.succession().ifPresent(succession -> document.append(REPLACES, succession.write()));
        return document;
    }

    Licence read(Document document) {
        PersonalData personal = personalData(document);
        return new Licence(
                document.getString("_id"),
                LicenceIdentifier.parse(document.getString(IDENTIFIER)),
                document.getInteger("typeVersion"),
                personal.holderName(),
                personal.holders(),
                personal.fields(),
                day(document, ISSUED).orElseThrow(),
                day(document, VALID_FROM).orElseThrow(),
                day(document, VALID_TO),
                Succession.of(document),
                LicenceState.valueOf(document.getString(STATE)),
                document.getDate(RECEIVED_AT).toInstant(),
                bytes(document, STATEMENT),
                personal.disclosures(),
                Optional.ofNullable(document.getString(BATCH_KEY)).map(Bytes::fromHex),
                bytes(document, RECEIPT).map(FullReceipt::decode));
    }

    /** @throws LicenceErasedException if they were destroyed */
    PersonalData personalData(Document document) {
        String id = document.getString(ID);
        if (document.containsKey(ERASED)) {
            throw new LicenceErasedException(id, LicenceIdentifier.parse(document.getString(IDENTIFIER)));
        }
        return PersonalData.decode(
                envelope.open(PURPOSE, id, MongoSealedField.read(document.get(SEALED, Document.class))));
    }

    Document seal(String id, PersonalData data) {
        return MongoSealedField.write(envelope.seal(PURPOSE, id, data.encode()));
    }

    /** The fields by which its holders are found, under the active key. */
    Document holders(Document document) {
        HolderIndex.Entry entry =
                holders.entry(document.containsKey(ERASED) ? List.of() : numbers(personalData(document)));
        return new Document(HOLDERS, entry.holders()).append(HOLDER_KEY, entry.key());
    }

    private static List<String> numbers(PersonalData personal) {
        return HolderNumbers.of(personal.holders(), personal.fields());
    }

    /** What a document of form 1 lacks. */
    Document searchable(Document old) {
        return holders(old)
                .append(
                        TYPE,
                        LicenceIdentifier.parse(old.getString(IDENTIFIER))
                                .type()
                                .value());
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

    static Optional<LocalDate> day(Document document, String field) {
        return Optional.ofNullable(document.getInteger(field)).map(LocalDate::ofEpochDay);
    }
}
