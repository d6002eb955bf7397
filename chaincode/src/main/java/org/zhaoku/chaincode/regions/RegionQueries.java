package org.zhaoku.chaincode.regions;

import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.chaincode.command.RegionKey;
import org.zhaoku.chaincode.ledger.Json;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.chaincode.ledger.StateKeys;

/** Shows the directory of regions to people. */
public final class RegionQueries {
    private RegionQueries() {}

    /** A region's entry, or null. */
    public static Json get(LedgerView ledger, String region) {
        return Regions.find(ledger, region).map(entry -> show(region, entry)).orElse(Json.NULL);
    }

    /** The entries of all regions, in the order of their MSP ids. */
    public static Json all(LedgerView ledger) {
        String prefix = StateKeys.allRegions();
        return Json.array(ledger.scan(prefix).entrySet().stream()
                .map(entry -> show(entry.getKey().substring(prefix.length()), PutRegion.decode(entry.getValue())))
                .toList());
    }

    private static Json show(String region, PutRegion entry) {
        return Json.object()
                .put("region", region)
                .put("version", Json.of(entry.version()))
                .put("name", entry.name())
                .put(
                        "baseUrls",
                        Json.array(entry.baseUrls().stream().map(Json::of).toList()))
                .put(
                        "gatewayKeys",
                        Json.array(entry.gatewayKeys().stream()
                                .map(RegionQueries::show)
                                .toList()))
                .put("checkpointKey", show(entry.checkpointKey()))
                .build();
    }

    private static Json show(RegionKey key) {
        return Json.object()
                .put("kid", key.kid().toString())
                .put("certificate", key.certificate().der().hex())
                .build();
    }
}
