package org.zhaoku.verifier.sm;

import java.util.Optional;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * What Bouncy Castle says of a signature: the one class of the core that touches it. Where it cannot be had, as in a browser,
 * a class of this name takes its place that has no opinion.
 */
final class SecondOpinion {
    /** Keys that are kept with the tables that Bouncy Castle makes for them, about 50 kB each. */
    private static final int KEPT = 64;

    private static final @Nullable Prepared[] PREPARED = new Prepared[KEPT];

    private SecondOpinion() {}

    /** Whether the signature is right; empty if Bouncy Castle is not there. */
    static Optional<Boolean> verifies(Bytes key, Bytes message, Sm2Signature signature, Sm2UserId userId) {
        try {
            var verifier = new SM2Signer(PlainDSAEncoding.INSTANCE);
            verifier.init(
                    false,
                    new ParametersWithID(
                            prepared(key).parameters, userId.value().toArray()));
            verifier.update(message.toArray(), 0, message.size());
            return Optional.of(verifier.verifySignature(signature.raw().toArray()));
        } catch (NoClassDefFoundError e) {
            return Optional.empty();
        }
    }

    // a slot is read and written without a lock: whatever is seen there is whole, and checked
    private static Prepared prepared(Bytes key) {
        int slot = Math.floorMod(key.hashCode(), KEPT);
        Prepared kept = PREPARED[slot];
        if (kept == null || !kept.key.equals(key)) {
            kept = new Prepared(
                    key,
                    new ECPublicKeyParameters(
                            Domain.PARAMETERS.getCurve().decodePoint(key.toArray()), Domain.PARAMETERS));
            PREPARED[slot] = kept;
        }
        return kept;
    }

    private record Prepared(Bytes key, ECPublicKeyParameters parameters) {}

    private static final class Domain {
        // CustomNamedCurves has the curve with its own reduction; the one of GMNamedCurves is seven times slower
        static final ECDomainParameters PARAMETERS = new ECDomainParameters(CustomNamedCurves.getByName("sm2p256v1"));
    }
}
