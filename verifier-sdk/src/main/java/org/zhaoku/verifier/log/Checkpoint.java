package org.zhaoku.verifier.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.Sm3;

/**
 * What a region says of the ledger at one moment (检查点).
 *
 * @param network the ledger's network
 * @param size number of records in the log, 1 to {@link RecordLog#MAX_SIZE}
 * @param root root of the log's tree at that size, 32 bytes
 * @param position place on the ledger of the last of these records
 * @param time when the region attests it, in whole seconds from 1970 to the end of 9999, UTC
 * @param manifest SM3 of the manifest of the trust bundle made at that size, 32 bytes; empty if there is none
 */
public record Checkpoint(
        Network network, long size, Bytes root, Position position, Instant time, Optional<Bytes> manifest) {
    private static final int FORMAT_1 = 1;
    private static final long MAX_TIME = 253_402_300_799L;

    /** @throws IllegalArgumentException if a part is out of its range */
    public Checkpoint {
        RecordLog.checkSize(size, RecordLog.MAX_SIZE);
        if (root.size() != Sm3.LENGTH || manifest.stream().anyMatch(digest -> digest.size() != Sm3.LENGTH)) {
            throw new IllegalArgumentException("expected a root and a digest of the manifest of 32 bytes each");
        }
        if (time.getNano() != 0 || time.getEpochSecond() < 0 || time.getEpochSecond() > MAX_TIME) {
            throw new IllegalArgumentException("expected a time in whole seconds from 1970 to 9999, got " + time);
        }
    }

    /** Deterministic CBOR: the payload that is signed. */
    public Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.of(network.name()))
                .put(3, Cbor.of(size))
                .put(4, Cbor.of(root))
                .put(5, Cbor.array(Cbor.of(position.block()), Cbor.of(position.transaction())))
                .put(6, Cbor.of(time.getEpochSecond()))
                .put(7, manifest.map(Cbor::of).orElse(null))
                .build()
                .encode();
    }

    /** @throws IllegalArgumentException if {@code encoded} is not a checkpoint, with the reason */
    public static Checkpoint decode(Bytes encoded) {
        var map = new CborMapReader("checkpoint", Cbor.decode(encoded));
        map.number(1, FORMAT_1, FORMAT_1);
        var checkpoint = new Checkpoint(
                new Network(map.text(2)),
                map.number(3, 1, RecordLog.MAX_SIZE),
                map.bytes(4, Sm3.LENGTH),
                position(map.get(5)),
                Instant.ofEpochSecond(map.number(6, 0, MAX_TIME)),
                map.find(7).map(item -> CborReads.bytes("checkpoint key 7", item, Sm3.LENGTH)));
        map.end();
        return checkpoint;
    }

    private static Position position(Cbor item) {
        List<Cbor> parts = CborReads.array("position", item, 2, 2);
        return new Position(CborReads.number("block", parts.get(0), 0, Long.MAX_VALUE), (int)
                CborReads.number("transaction", parts.get(1), 0, Integer.MAX_VALUE));
    }
}
