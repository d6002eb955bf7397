package org.zhaoku.verifier.log;

import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;
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

    /** Whether the checkpoint's log has this record at this place. */
    public boolean isIn(Checkpoint checkpoint, long index) {
        return RecordLog.includes(checkpoint, index, recordDigest, path);
    }

    /** CBOR [record digest, path hashes as one byte string]. */
    public Cbor toCbor() {
        return Cbor.array(Cbor.of(recordDigest), Cbor.of(Bytes.concat(path)));
    }

    /** @throws CborException if {@code item} has another form */
    public static RecordProof of(Cbor item) {
        List<Cbor> parts = CborReads.array("record", item, 2, 2);
        return new RecordProof(
                CborReads.bytes("record digest", parts.get(0), Sm3.LENGTH),
                Hashes.split("path of the record", parts.get(1), MAX_PATH));
    }
}
