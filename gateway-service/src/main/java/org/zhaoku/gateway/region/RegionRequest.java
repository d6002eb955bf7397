package org.zhaoku.gateway.region;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This region's entry, as its operator wants it. */
record RegionRequest(
        @Schema(example = "甲地区") @Nullable String name,

        @Schema(
                description = "of its gateways, the preferred first; https",
                example = "[\"https://gateway.a.example\"]")
        @Nullable List<String> baseUrls,

        @Schema(
                description =
                        "true only if the key in the directory is lost: verifiers need new anchors then. Absent: no.")
        @Nullable Boolean replaceCheckpointKey) {}
