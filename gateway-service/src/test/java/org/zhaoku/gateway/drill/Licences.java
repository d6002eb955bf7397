package org.zhaoku.gateway.drill;

import java.util.Map;
import org.zhaoku.gateway.e2e.GatewayProcess;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustAnchors.Cosigner;
import org.zhaoku.verifier.trust.TrustBundle;

/** Asks gateways for licences, and for what verifies them. */
final class Licences {
    private static final String PATH = "/api/v1/licences/";
    private static final String BUNDLE = "/api/v1/verifications/trust-bundle";

    private Licences() {}

    static LicenceState state(GatewayProcess gateway, String id) {
        return LicenceState.valueOf(gateway.get(PATH + id).get("state").asString());
    }

    /** The gateway's trust bundle, trusted for the key that it names itself. */
    static TrustBundle bundle(GatewayProcess gateway) {
        Sm2Certificate key = Sm2Certificate.of(Bytes.of(gateway.bytes(BUNDLE + "/certificate")));
        var anchors =
                new TrustAnchors(new Network("regions"), Map.of(key.kid(), new Cosigner("Region", key.publicKey())), 1);
        return TrustBundle.open(Bytes.of(gateway.bytes(BUNDLE)), anchors, CheckpointStore.inMemory());
    }
}
