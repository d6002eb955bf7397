package org.zhaoku.chaincode.registry;

import java.util.List;
import org.zhaoku.chaincode.ledger.Json;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;

/** Shows the registry to people. */
public final class RegistryQueries {
    private RegistryQueries() {}

    /** A department with its keys and rights, or null. */
    public static Json department(LedgerView ledger, UnifiedSocialCreditCode code) {
        return Registry.find(ledger, code)
                .map(department -> Json.object()
                        .put("code", code.value())
                        .put("name", department.name())
                        .put("region", department.region())
                        .put("keys", lastParts(ledger, StateKeys.keysOf(code)))
                        .put("types", lastParts(ledger, StateKeys.rights(code)))
                        .build())
                .orElse(Json.NULL);
    }

    /** A key with its certificate and state, or null. */
    public static Json key(LedgerView ledger, KeyId kid) {
        return Registry.key(ledger, kid)
                .map(key -> Json.object()
                        .put("kid", kid.toString())
                        .put("department", key.department().value())
                        .put("certificate", key.certificate().der().hex())
                        .put("state", key.state().name())
                        .build())
                .orElse(Json.NULL);
    }

    private static Json lastParts(LedgerView ledger, String prefix) {
        List<Json> parts = ledger.scan(prefix).keySet().stream()
                .map(key -> Json.of(key.substring(prefix.length())))
                .toList();
        return Json.array(parts);
    }
}
