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
        return Registry.key(ledger, kid).map(key -> show(kid, key)).orElse(Json.NULL);
    }

    private static Json show(KeyId kid, RegisteredKey key) {
        Json.ObjectBuilder shown = Json.object()
                .put("kid", kid.toString())
                .put("department", key.department().value())
                .put("certificate", key.certificate().der().hex())
                .put("state", key.state().name());
        key.distrustedFrom()
                .ifPresent(from -> shown.put(
                        "distrustedFrom",
                        Json.object()
                                .put("block", Json.of(from.block()))
                                .put("transaction", Json.of(from.transaction()))
                                .build()));
        key.days().ifPresent(days -> shown.put("firstDay", Json.of(days.from())).put("lastDay", Json.of(days.to())));
        return shown.build();
    }

    private static Json lastParts(LedgerView ledger, String prefix) {
        List<Json> parts = ledger.scan(prefix).entrySet().stream()
                .filter(entry -> entry.getValue().equals(StateKeys.PRESENT))
                .map(entry -> Json.of(entry.getKey().substring(prefix.length())))
                .toList();
        return Json.array(parts);
    }
}
