package org.zhaoku.gateway.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * What {@code ./zhaoku bench issue} ends with: licences a second from request to in force.
 *
 * @param fabric empty if Fabric was not found
 */
record IssueFigures(double embedded, Optional<Double> fabric) {
    /** The line for machines. */
    String json() {
        return "{\"embedded\":" + rate(embedded) + ",\"fabric\":"
                + fabric.map(IssueFigures::rate).orElse("null") + "}";
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "{\"licencesPerSecond\":%.1f}", perSecond);
    }
}
