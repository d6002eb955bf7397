package org.zhaoku.gateway.drill;

import org.zhaoku.gateway.e2e.GatewayProcess;
import org.zhaoku.gateway.licence.LicenceState;

/** Asks gateways for licences. */
final class Licences {
    private static final String PATH = "/api/v1/licences/";

    private Licences() {}

    static LicenceState state(GatewayProcess gateway, String id) {
        return LicenceState.valueOf(gateway.get(PATH + id).get("state").asString());
    }
}
