package org.zhaoku.gateway.issue;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.statement.Disclosure;
import org.zhaoku.verifier.statement.FieldTree;
import org.zhaoku.verifier.statement.SignedStatement;

/** Signs the statements of one batch where the department's key is: no database, no ledger. One thread at a time. */
public final class DetachedSigner {
    private final UnifiedSocialCreditCode department;
    private final Map<LicenceTypeCode, LicenceType> types;
    private final Network network;
    private final SigningKey key;
    private final Instant now;
    private final LocalDate issued;
    private final SecureRandom random;
    private final Set<String> taken = new HashSet<>();

    /**
     * What was made of a row.
     *
     * @param type its type
     * @param statement the signed statement
     * @param salts of all fields in the order of their numbers, 16 bytes each
     */
    public record Signed(LicenceTypeCode type, SignedStatement statement, Bytes salts) {}

    /**
     * @param types a version of each type that rows may have
     * @param issued day of issue in Asia/Shanghai
     * @throws org.zhaoku.gateway.web.ProblemException APPROVAL_NEEDED if a type asks for a second person
     */
    public DetachedSigner(
            UnifiedSocialCreditCode department,
            List<LicenceType> types,
            Network network,
            SigningKey key,
            Instant now,
            LocalDate issued,
            SecureRandom random) {
        types.forEach(DetachedRows::requireOnePerson);
        this.department = department;
        this.types = types.stream().collect(Collectors.toUnmodifiableMap(LicenceType::code, type -> type));
        this.network = network;
        this.key = key;
        this.now = now;
        this.issued = issued;
        this.random = random;
    }

    /**
     * Checks a row as the gateway does, and signs it.
     *
     * @param row an {@link IssueRequest} in JSON
     * @throws org.zhaoku.gateway.web.ProblemException REQUEST_MALFORMED, FIELD_INVALID, or TYPE_UNKNOWN for another type
     */
    public Signed sign(Bytes row) {
        CheckedRequest request = DetachedRows.read(row, department);
        LicenceType type = types.get(request.type());
        if (type == null) {
            throw ProblemCode.TYPE_UNKNOWN.because(
                    "No definition of " + request.type().value() + " was given; name its file with --type.");
        }
        String serial = request.serial().orElseGet(() -> RequestedLicence.randomSerial(random));
        // the id follows from the salts, which are drawn only for a row that is right
        Licence licence = RequestedLicence.of(request, type, "", serial, issued, now);
        requireFirst(request, licence);
        FieldTree tree = FieldTree.of(Face.all(type, licence.fields()), random);
        SignedStatement statement = SignedStatement.sign(StatementFactory.claims(licence, type, tree), network, key);
        return new Signed(
                type.code(),
                statement,
                Bytes.concat(tree.discloseAll().fields().stream()
                        .map(Disclosure::salt)
                        .toList()));
    }

    private void requireFirst(CheckedRequest request, Licence licence) {
        var errors = new FieldErrors();
        DetachedRows.noteTaken("serial", licence.identifier().toString(), taken, errors);
        request.once().ifPresent(once -> DetachedRows.noteTaken("idempotencyKey", "once " + once, taken, errors));
        errors.throwIfAny();
    }
}
