package org.zhaoku.gateway.web;

import java.util.List;
import java.util.OptionalInt;

/** Every problem that the API answers with. The names are stable, and each has one status. */
public enum ProblemCode {
    /** The body is not JSON of the expected form, or a parameter cannot be read. */
    REQUEST_MALFORMED(400, "The request cannot be read"),
    /** Nothing came that says who is calling, where it is needed. */
    TOKEN_MISSING(401, "A token is needed"),
    /** The token, API key or certificate does not count here. */
    TOKEN_WRONG(401, "The token is wrong"),
    /** The caller is known, but may not do this. */
    FORBIDDEN(403, "Not allowed"),
    /** The application may read the licence's type, but not for the purpose that it named. */
    PURPOSE_NOT_ALLOWED(403, "Not allowed for this purpose"),
    /** Whoever asked for a licence may not approve it. */
    SECOND_PERSON_NEEDED(403, "Another person must decide"),
    /** Nothing is served under this path. */
    PATH_UNKNOWN(404, "Nothing is here"),
    /** No such licence type is published. */
    TYPE_UNKNOWN(404, "Unknown licence type"),
    /** No such department is registered, or its key is not in this gateway. */
    DEPARTMENT_UNKNOWN(404, "Unknown issuing department"),
    /** No such part, manifest or older bundle is kept. */
    BUNDLE_PART_UNKNOWN(404, "Unknown part of a trust bundle"),
    /** The log has no such size or record. */
    CHECKPOINT_UNKNOWN(404, "No such place in the log"),
    /** No such API key was made. */
    API_KEY_UNKNOWN(404, "Unknown API key"),
    /** The type has no draft. */
    TYPE_DRAFT_UNKNOWN(404, "Unknown draft of a licence type"),
    /** No such job of a department for which the caller acts. */
    JOB_UNKNOWN(404, "Unknown job"),
    /** No licence with this id waits, or waited, for a second person. */
    APPROVAL_UNKNOWN(404, "Unknown approval"),
    /** The department has no such key. */
    KEY_UNKNOWN(404, "Unknown key"),
    /** No such licence. */
    LICENCE_UNKNOWN(404, "Unknown licence"),
    /** No such mandate. */
    MANDATE_UNKNOWN(404, "Unknown mandate"),
    /** The path is served, but not with this method. */
    METHOD_NOT_ALLOWED(405, "Method not allowed here"),
    /** What the caller accepts is not made here. */
    NOT_ACCEPTABLE(406, "No such representation"),
    /** The ledger does not have the licence yet. */
    LICENCE_NOT_IN_FORCE(409, "The licence is not in force yet"),
    /** The licence has not ended. */
    LICENCE_NOT_ENDED(409, "The licence has not ended"),
    /** The department has no right to the type. */
    TYPE_NOT_AUTHORISED(409, "The department may not issue this type"),
    /** The type's version is published with another definition. */
    TYPE_VERSION_TAKEN(409, "The version is published already"),
    /** No version of the type issues any more. */
    TYPE_RETIRED(409, "The licence type is retired"),
    /** The request was decided, otherwise than is asked for now. */
    APPROVAL_DECIDED(409, "The request is decided"),
    /** A licence with this identifier is there already. */
    IDENTIFIER_TAKEN(409, "The licence identifier is taken"),
    /** The directory has another key for the region's checkpoints. */
    CHECKPOINT_KEY_OTHER(409, "Another checkpoint key is in the directory"),
    /** The department's key is retired or distrusted, so it signs nothing more. */
    KEY_ENDED(409, "The key has ended"),
    /** The type asks for a second person, and what is signed already cannot wait for one. */
    APPROVAL_NEEDED(409, "A second person must approve first"),
    /** Something that is stored still needs the key, or its turn is over. */
    KEY_IN_USE(409, "The key is in use"),
    /** Somebody applied in a holder's name who may not. */
    MANDATE_INSUFFICIENT(409, "The mandate does not suffice"),
    /** Its last day is over, which leaves little that may be done with it. */
    LICENCE_EXPIRED(409, "The licence has expired"),
    /** Another version that is to replace it is on its way. */
    SUCCESSOR_PENDING(409, "A successor is on its way"),
    /** The ledger does not have that the licence was let go to this department. */
    TRANSFER_MISSING(409, "The licence was not transferred here"),
    /** Another licence continues it already. */
    TRANSFER_TAKEN(409, "The licence was taken over before"),
    /** The reason does not allow the move from the licence's state. */
    STATE_MOVE_FORBIDDEN(409, "The licence's state does not allow this"),
    /** Others kept changing the licence in between. */
    STATE_CONFLICT(409, "The licence was changed in between"),
    /** The job is over, or is being cancelled. */
    JOB_ENDED(409, "The job is over"),
    /** The ledger's contract refused the change. */
    LEDGER_REFUSED(409, "The ledger refused it"),
    /** The licence's personal data were destroyed. */
    LICENCE_ERASED(410, "The licence was erased"),
    /** The job's results were deleted, since their time was over. */
    JOB_RESULTS_DELETED(410, "The results are deleted"),
    /** The body is larger than allowed. */
    BODY_TOO_LARGE(413, "The body is too large"),
    /** The body's media type is not read here. */
    MEDIA_TYPE_UNSUPPORTED(415, "Media type not supported"),
    /** Fields are wrong; {@code errors} names each. */
    FIELD_INVALID(422, "Fields are invalid"),
    /** The licence package does not verify, or lacks something. */
    PACKAGE_INVALID(422, "The licence package does not hold"),
    /** No QR code can be read in the image. */
    IMAGE_UNREADABLE(422, "No code can be read in the image"),
    /** A batch, or a statement in it, is not signed with the key that it names. */
    BATCH_SIGNATURE_WRONG(422, "The batch is not signed as it must be"),
    /** The file is no table of the kind that its media type says, or no batch. */
    FILE_UNREADABLE(422, "The file cannot be read"),
    /** The caller asks too often. */
    RATE_LIMITED(429, "Too many requests"),
    /** A fault in here; the incident's number is in the log. */
    INTERNAL(500, "Internal fault"),
    /** There is no bundle that enough regions have signed and that has not expired. */
    BUNDLE_UNAVAILABLE(503, "No trust bundle can be had"),
    /** Too many other regions ask for signatures at once. */
    COSIGNER_BUSY(503, "Too many are asking"),
    /** The ledger cannot be reached. */
    LEDGER_UNAVAILABLE(503, "The ledger cannot be reached"),
    /** The keys of the identity provider cannot be fetched. */
    PROVIDER_UNAVAILABLE(503, "The identity provider cannot be reached"),
    /** The signing service did not sign. */
    SIGNER_UNAVAILABLE(503, "The signing service did not sign"),
    /** The database cannot be reached. */
    STORE_UNAVAILABLE(503, "The database cannot be reached"),
    /** Other signed batches, or this one, are being stored. */
    BATCH_BUSY(503, "Signed batches are being stored"),
    /** Too many licences wait for the ledger. */
    QUEUE_FULL(503, "Too many licences are waiting");

    private static final int RETRY_SECONDS = 5;

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Short, always the same. */
    public String title() {
        return title;
    }

    /** Seconds after which to try again, if that may help. */
    public OptionalInt retryAfter() {
        return status == 503 ? OptionalInt.of(RETRY_SECONDS) : OptionalInt.empty();
    }

    /**
     * The problem as an exception.
     *
     * @param detail what was expected, what came and what to do; never personal data
     */
    public ProblemException because(String detail) {
        return new ProblemException(this, detail, List.of());
    }
}
