package org.zhaoku.verifier.trust;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusList;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.World;

/** Bundles that no writer makes, with right signatures. */
final class Signed {
    private Signed() {}

    /** What two regions sign of any manifest at size 7. */
    static Checkpoint checkpoint(Network network, Bytes manifest, Instant time) {
        return new Checkpoint(network, 7, Sm3.digest(), new Position(7, 0), time, Optional.of(Sm3.digest(manifest)));
    }

    static CosignedCheckpoint sign(Checkpoint checkpoint, List<Department> regions) {
        return CosignedCheckpoint.of(regions.stream()
                .map(region -> SignedCheckpoint.sign(checkpoint, region))
                .toList());
    }

    static Bytes file(Bytes manifest, Map<String, Bytes> parts) {
        Checkpoint checkpoint = checkpoint(World.NETWORK, manifest, World.BUNDLE_ISSUED);
        return new BundleFile(sign(checkpoint, World.REGIONS.subList(0, 2)), manifest, parts).encode();
    }

    /** A list of 1 bit a value in zlib data that are not compressed. */
    static Bytes stored(StatusList list, int size) {
        byte[] content = new byte[size / 8];
        for (int i = 0; i < size; i++) {
            content[i / 8] |= (byte) (list.at(i) << i % 8);
        }
        var deflater = new Deflater(Deflater.NO_COMPRESSION);
        deflater.setInput(content);
        deflater.finish();
        byte[] out = new byte[content.length + 64];
        int length = deflater.deflate(out);
        deflater.end();
        return Cbor.map()
                .put(Cbor.of("bits"), Cbor.of(1))
                .put(Cbor.of("lst"), Cbor.of(Bytes.of(out).slice(0, length)))
                .build()
                .encode();
    }
}
