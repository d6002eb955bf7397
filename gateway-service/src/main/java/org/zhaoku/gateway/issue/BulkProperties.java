package org.zhaoku.gateway.issue;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How many licences are issued by one request.
 *
 * @param maxLine bytes of a row, 1 MB at most
 * @param maxBody bytes of a request
 * @param chunk rows that are signed as one task and stored by one write
 * @param atOnce chunks of a request that are worked on at once
 * @param gather how long the first row of a chunk waits for others
 * @param patience how long rows wait while no more licences are accepted; then they are refused with QUEUE_FULL
 */
@Validated
@ConfigurationProperties("zhaoku.bulk")
record BulkProperties(
        @DefaultValue("64KB") DataSize maxLine,
        @DefaultValue("1GB") DataSize maxBody,
        @DefaultValue("256") @Min(1) @Max(10_000) int chunk,
        @DefaultValue("4") @Min(1) @Max(64) int atOnce,
        @DefaultValue("20ms") Duration gather,
        @DefaultValue("30s") Duration patience) {}
