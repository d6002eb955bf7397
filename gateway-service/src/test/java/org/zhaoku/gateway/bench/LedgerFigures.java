package org.zhaoku.gateway.bench;

import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What {@code ./zhaoku bench ledger} ends with.
 *
 * @param licencesPerSecond through a gateway, from request to in force
 * @param singleTxPerSecond with a transaction for each
 * @param bytesPerLicence by size of its batch
 */
record LedgerFigures(double licencesPerSecond, double singleTxPerSecond, SortedMap<Integer, Double> bytesPerLicence) {
    double ratio() {
        return licencesPerSecond / singleTxPerSecond;
    }

    /** The line for machines. */
    String json() {
        return String.format(
                Locale.ROOT,
                "{\"licencesPerSecond\":%.1f,\"singleTxPerSecond\":%.1f,\"ratio\":%.2f,\"bytesPerLicence\":{%s}}",
                licencesPerSecond,
                singleTxPerSecond,
                ratio(),
                bytesPerLicence.entrySet().stream()
                        .map(each -> String.format(Locale.ROOT, "\"%d\":%.2f", each.getKey(), each.getValue()))
                        .collect(Collectors.joining(",")));
    }
}
