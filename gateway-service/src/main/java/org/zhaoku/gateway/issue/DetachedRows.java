package org.zhaoku.gateway.issue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.statement.Disclosure;
import org.zhaoku.verifier.statement.FieldTree;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Rows that a department signed by itself: what the tool and the gateway check alike, and what the gateway makes of them. */
public final class DetachedRows {
    // as application.yaml has it, so that both read a row alike
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private static final int ID_BYTES = 16;

    private DetachedRows() {}

    /**
     * The days of issue that are taken.
     *
     * @param first the earliest
     * @param last the latest: today
     */
    public record Days(LocalDate first, LocalDate last) {}

    static CheckedRequest read(Bytes row, UnifiedSocialCreditCode department) {
        CheckedRequest request = CheckedRequest.of(NdjsonRows.parse(MAPPER, row.toArray(), IssueRequest.class));
        if (!request.issuer().equals(department)) {
            throw error("issuer", FieldError.Code.RANGE, "expected the department that signs the batch")
                    .problem();
        }
        return request;
    }

    /** @throws org.zhaoku.gateway.web.ProblemException APPROVAL_NEEDED if licences of this type wait for a second person */
    public static void requireOnePerson(LicenceType type) {
        if (type.terms().twoPersons()) {
            throw ProblemCode.APPROVAL_NEEDED.because("The type " + type.code().value()
                    + " asks for approval by a second person, who decides before anything is signed; issue it with"
                    + " POST /api/v1/licences and a key of the gateway.");
        }
    }

    /**
     * The licence, SIGNED, that a row and its statement are; nothing is believed but the signature, which was verified before.
     *
     * @param row an {@link IssueRequest} in JSON
     * @param statement the statement
     * @param claims what it says
     * @param salts of all fields, 16 bytes each
     * @param type the stored type of the version that it names
     * @param days of issue that are taken
     * @throws org.zhaoku.gateway.web.ProblemException REQUEST_MALFORMED, FIELD_INVALID
     */
    public static Licence licence(
            Bytes row,
            SignedStatement statement,
            Statement claims,
            Bytes salts,
            LicenceType type,
            UnifiedSocialCreditCode department,
            Days days,
            Instant now) {
        CheckedRequest request = read(row, department);
        String serial = claims.identifier().serial();
        if (!request.type().equals(type.code())
                || !request.serial().map(serial::equals).orElseGet(() -> RequestedLicence.isRandomSerial(serial))
                || salts.size() != type.fields().size() * Disclosure.SALT_LENGTH) {
            throw otherwise();
        }
        if (claims.issued().isBefore(days.first()) || claims.issued().isAfter(days.last())) {
            throw error(
                            "statement",
                            FieldError.Code.RANGE,
                            "expected a day of issue from " + days.first() + " to " + days.last() + ", got "
                                    + claims.issued() + "; sign the batch again, and send it soon")
                    .problem();
        }
        Licence licence = RequestedLicence.of(request, type, id(request, salts), serial, claims.issued(), now);
        FieldTree tree = tree(Face.all(type, licence.fields()), salts);
        if (!StatementFactory.claims(licence, type, tree).equals(claims)) {
            throw otherwise();
        }
        return licence.signed(statement.encoded(), tree.discloseAll().toCbor().encode());
    }

    private static FieldTree tree(List<Cbor> values, Bytes salts) {
        List<Disclosure> fields = new ArrayList<>();
        for (int number = 0; number < values.size(); number++) {
            int from = number * Disclosure.SALT_LENGTH;
            fields.add(new Disclosure(salts.slice(from, from + Disclosure.SALT_LENGTH), number, values.get(number)));
        }
        return new FieldTree(fields);
    }

    // the salts are secret and random, so whoever has no right to the licence cannot guess it
    private static String id(CheckedRequest request, Bytes salts) {
        return LicenceMaker.id(request)
                .orElseGet(() -> Sm3.digest(Bytes.utf8("zhaoku/1/detached/").plus(salts))
                        .slice(0, ID_BYTES)
                        .hex());
    }

    private static RuntimeException otherwise() {
        return error(
                        "statement",
                        FieldError.Code.RANGE,
                        "expected the statement that this row and the version of the type in the catalogue give, got"
                                + " another; fetch the definition anew and sign the batch again")
                .problem();
    }

    private static FieldErrors error(String field, FieldError.Code code, String detail) {
        var errors = new FieldErrors();
        errors.add(field, code, detail);
        return errors;
    }

    /** Notes a name that an earlier row of the batch has. */
    public static void noteTaken(String field, String name, Set<String> taken, FieldErrors errors) {
        if (!taken.add(name)) {
            errors.add(field, FieldError.Code.DUPLICATE, "an earlier row of the batch has the same");
        }
    }
}
