package org.zhaoku.gateway.e2e;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.zhaoku.gateway.keys.KeysProperties;
import org.zhaoku.gateway.keys.Pkcs12Signer;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.TrustBundle;

/** What the people of a region can do who have its real checkpoint key, whatever their gateway does. */
final class HostileRegion {
    private final SigningKey key;

    /** @param copy empty folder for a copy of the region's keys, since the gateway holds its own data directory */
    HostileRegion(Region region, Path copy) throws IOException {
        Path keys = Files.createDirectory(copy.resolve("keys"));
        try (Stream<Path> files = Files.list(region.data().resolve("keys"))) {
            for (Path file : files.toList()) {
                Files.copy(file, keys.resolve(file.getFileName()));
            }
        }
        this.key = Pkcs12Signer.open(
                        DataDirectory.open(copy), new KeysProperties("", "test"), Clock.systemUTC(), new SecureRandom())
                .checkpoint();
    }

    /** The checkpoint of a bundle with the root of another ledger in it. */
    Checkpoint anotherRoot(TrustBundle bundle) {
        Checkpoint honest = bundle.checkpoint();
        return new Checkpoint(
                honest.network(),
                honest.size(),
                Sm3.digest(Bytes.utf8("another ledger")),
                honest.position(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                honest.manifest());
    }

    SignedCheckpoint sign(Checkpoint checkpoint) {
        return SignedCheckpoint.sign(checkpoint, key);
    }

    /**
     * Asks a region to sign it, too, written from docs/trust-bundle.md.
     *
     * @return outcome of the answer
     */
    String ask(Region other, SignedCheckpoint signed, TrustBundle bundle) {
        Bytes request = Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(signed.encoded()))
                .put(3, Cbor.of(bundle.manifest().encoded()))
                .build()
                .encode();
        HttpResponse<byte[]> answer =
                other.gateway().send("POST", "/api/v1/checkpoints", "application/cbor", request.toArray());
        return new CborMapReader("answer", Cbor.decode(Bytes.of(answer.body()))).text(2);
    }
}
