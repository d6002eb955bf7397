package org.zhaoku.verifier.log;

import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Hashes;
import org.zhaoku.verifier.sm.Sm3;

/**
 * A record of a log with its way to the root.
 *
 * @param recordDigest digest of the record, 32 bytes
 * @param path hashes from the leaf upwards, 32 bytes each, at most {@link #MAX_PATH}
 */
public record RecordProof(Bytes recordDigest, List<Bytes> path) {
    /** The longest path in a log of {@link RecordLog#MAX_SIZE} records. */
    public static final int MAX_PATH = 53;

    /** @throws IllegalArgumentException if a hash has another length or the path is too long */
    public RecordProof {
        path = Hashes.copyOf(path);
        if (recordDigest.size() != Sm3.LENGTH || path.size() > MAX_PATH) {
            throw new IllegalArgumentException("expected a record digest of 32 bytes and a path of at most " + MAX_PATH
                    + ", got " + recordDigest.size() + " bytes and " + path.size());
        }
    }
}
