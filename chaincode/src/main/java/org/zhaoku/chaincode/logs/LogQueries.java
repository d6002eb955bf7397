package org.zhaoku.chaincode.logs;

import org.zhaoku.chaincode.command.AnchorAccessLog;
import org.zhaoku.chaincode.ledger.Json;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.chaincode.ledger.StateKeys;

/** Shows roots of access logs to people. */
public final class LogQueries {
    private LogQueries() {}

    /** All roots of a region, from the first. */
    public static Json ofRegion(LedgerView ledger, String region) {
        return Json.array(ledger.scan(StateKeys.accessLogs(region)).values().stream()
                .map(value -> show(AnchorAccessLog.decode(value)))
                .toList());
    }

    private static Json show(AnchorAccessLog log) {
        return Json.object()
                .put("sequence", Json.of(log.sequence()))
                .put("from", Json.of(log.from()))
                .put("to", Json.of(log.to()))
                .put("size", Json.of(log.size()))
                .put("root", log.root().hex())
                .build();
    }
}
