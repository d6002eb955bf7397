package org.zhaoku.verifier.sm;

import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;

/** The recommended curve of GB/T 32918.5. */
final class Sm2Curve {
    // CustomNamedCurves has the curve with its own reduction; the one of GMNamedCurves is seven times slower
    private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("sm2p256v1");

    static final ECDomainParameters DOMAIN =
            new ECDomainParameters(PARAMETERS.getCurve(), PARAMETERS.getG(), PARAMETERS.getN(), PARAMETERS.getH());

    private Sm2Curve() {}
}
