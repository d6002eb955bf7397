package org.zhaoku.gateway.ledger;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.pki.Sm2PrivateKey;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2Signature;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.CosignedCheckpoint;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustBundle;

/**
 * The trust bundle for this gateway's own verdicts: of everything that its reader has read, however few regions are to be had. It
 * never leaves the process, so its checkpoint is no region's word: a key that lives and dies with the process signs it.
 */
final class LocalBundle {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final LedgerRecords records;
    private final MessageSigner signer;
    private final TrustAnchors anchors;
    private @Nullable TrustBundle last;

    private record ProcessKey(KeyId kid, Sm2PrivateKey key, SecureRandom random) implements MessageSigner {
        private static ProcessKey generate() {
            var random = new SecureRandom();
            Sm2PrivateKey key = Sm2PrivateKey.generate(random);
            Bytes name = Sm3.digest(key.publicKey().encoded()).slice(0, KeyId.LENGTH);
            return new ProcessKey(new KeyId(name), key, random);
        }

        @Override
        public Sm2Signature sign(Bytes message) {
            return key.sign(message, random);
        }
    }

    LocalBundle(Network network, String region, LedgerRecords records) {
        this.records = records;
        ProcessKey key = ProcessKey.generate();
        this.signer = key;
        this.anchors = new TrustAnchors(
                network,
                Map.of(key.kid(), new TrustAnchors.Cosigner(region, key.key().publicKey())),
                1);
    }

    /** Of what was read so far, which must be something; made anew if that is more, or after a minute. */
    synchronized TrustBundle at(Instant now) {
        TrustBundle known = last;
        if (known != null
                && known.checkpoint().size() == records.size()
                && now.isBefore(known.issuedAt().plus(FRESH))) {
            return known;
        }
        LedgerSnapshot snapshot = records.snapshot(now.plus(LIFETIME));
        var cosigned = CosignedCheckpoint.of(List.of(SignedCheckpoint.sign(snapshot.checkpoint(now), signer)));
        // nothing older can come in here: each is made of all that was read
        TrustBundle made = TrustBundle.open(snapshot.draft().file(cosigned), anchors, CheckpointStore.inMemory());
        last = made;
        return made;
    }
}
