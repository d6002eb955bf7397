package org.zhaoku.gateway.region;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.chaincode.command.RegionKey;

/** A region of the directory; keys as kids. */
record RegionView(
        @Schema(example = "RegionAMSP") String region,
        int version,
        String name,
        List<String> baseUrls,
        List<String> gatewayKeys,
        String checkpointKey) {
    static RegionView of(String region, PutRegion entry) {
        return new RegionView(
                region,
                entry.version(),
                entry.name(),
                entry.baseUrls(),
                entry.gatewayKeys().stream()
                        .map(RegionKey::kid)
                        .map(String::valueOf)
                        .toList(),
                entry.checkpointKey().kid().toString());
    }
}
