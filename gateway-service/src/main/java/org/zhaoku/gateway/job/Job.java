package org.zhaoku.gateway.job;

import java.time.Instant;
import java.util.Optional;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * A table of licences to issue.
 *
 * @param id opaque, 32 hexadecimal digits
 * @param department that issues them
 * @param type of all of them
 * @param source the file
 * @param requester name of the caller who asked for it
 * @param createdAt when the file was stored
 * @param rows in the file; empty until it was read to its end once
 * @param progress how far it is
 * @param inForce how many of the accepted were in force when somebody last looked
 * @param startedAt when a gateway began
 * @param endedAt when it came to its end
 * @param problem why it is PAUSED or FAILED, if nobody asked for that
 * @param resultsDeleted whether the time of its results is over
 */
record Job(
        String id,
        UnifiedSocialCreditCode department,
        LicenceTypeCode type,
        Source source,
        String requester,
        Instant createdAt,
        JobState state,
        Optional<Integer> rows,
        Progress progress,
        InForce inForce,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Problem> problem,
        boolean resultsDeleted) {

    /**
     * The file.
     *
     * @param format what it is
     * @param charset of a CSV file
     * @param upload its id; empty once it is deleted
     */
    record Source(TableFormat format, Optional<String> charset, Optional<String> upload) {}

    /**
     * How many rows have their result.
     *
     * @param read of the file, from its first row on
     * @param accepted signed and stored, or waiting for a second person
     * @param refused read − accepted
     */
    record Progress(int read, int accepted, int refused) {
        static final Progress NONE = new Progress(0, 0, 0);

        Progress plus(int moreAccepted, int moreRefused) {
            return new Progress(read + moreAccepted + moreRefused, accepted + moreAccepted, refused + moreRefused);
        }
    }

    /**
     * How many are in force.
     *
     * @param count at least
     * @param settledRows the first rows, of which all accepted ones are in force
     * @param settled how many those are
     */
    record InForce(int count, int settledRows, int settled) {
        static final InForce NONE = new InForce(0, 0, 0);
    }

    /** What is wrong with it as a whole. */
    record Problem(ProblemCode code, String detail) {}

    /** Says nothing of the requester. */
    @Override
    public String toString() {
        return "job " + id + " " + state;
    }
}
