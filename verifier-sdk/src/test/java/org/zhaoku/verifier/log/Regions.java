package org.zhaoku.verifier.log;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;

/** Two regions that sign checkpoints, one that nobody knows, and logs for them to sign. */
final class Regions {
    static final Network NETWORK = new Network("test");
    static final Instant TIME = Instant.parse("2026-06-01T00:00:00Z");
    static final Department A = Department.of(Samples.ISSUER, 11);
    static final Department B = Department.of(Samples.OTHER_ISSUER, 12);
    static final Department STRANGER = Department.of(Samples.ISSUER, 13);
    static final Function<KeyId, Optional<Sm2PublicKey>> KEYS = kid -> Stream.of(A, B)
            .filter(region -> region.kid().equals(kid))
            .map(region -> region.key().publicKey())
            .findFirst();

    private Regions() {}

    static Bytes record(long index) {
        return Sm3.digest(Bytes.utf8("record " + index));
    }

    static Bytes otherRecord(long index) {
        return Sm3.digest(Bytes.utf8("other record " + index));
    }

    static RecordLog log(int size) {
        var log = new RecordLog();
        LongStream.range(0, size).forEach(index -> log.append(record(index)));
        return log;
    }

    /** A log that differs from {@link #log} in one record. */
    static RecordLog fork(int size, int at) {
        var log = new RecordLog();
        LongStream.range(0, size).forEach(index -> log.append(index == at ? otherRecord(index) : record(index)));
        return log;
    }

    static Checkpoint checkpoint(RecordLog log, long size) {
        return checkpoint(size, log.root(size));
    }

    static Checkpoint checkpoint(long size, Bytes root) {
        return new Checkpoint(
                NETWORK, size, root, new Position(100 + size, 0), TIME.plusSeconds(size), Optional.empty());
    }
}
