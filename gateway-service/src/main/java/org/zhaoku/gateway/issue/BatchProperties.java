package org.zhaoku.gateway.issue;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How licences become batches.
 *
 * @param maxWait how long a licence waits for others before its batch is made
 * @param urgentWait the same for an urgent one, which waits for other urgent ones only
 * @param maxSize the most licences in one batch
 * @param maxQueue licences that may wait for the ledger; beyond, requests are refused with QUEUE_FULL
 * @param maxUrgent urgent licences that are accepted beyond that
 * @param maxInFlight batches of one department that may be on their way to the ledger, and as many urgent ones; while they
 *     are, licences gather
 * @param sweep how often what was left behind by a fault is looked for
 * @param maxPause the longest pause between two attempts when ledger or database are down
 * @param refusedPause the pause after which a batch that the contract refused is submitted again
 */
@Validated
@ConfigurationProperties("zhaoku.batch")
record BatchProperties(
        @DefaultValue("200ms") Duration maxWait,
        @DefaultValue("5ms") Duration urgentWait,

        @DefaultValue("10000") @Min(1) @Max(BatchProperties.MOST) int maxSize,

        @DefaultValue("100000") @Min(1) int maxQueue,
        @DefaultValue("1000") @Min(0) int maxUrgent,
        @DefaultValue("4") @Min(1) @Max(64) int maxInFlight,
        @DefaultValue("30s") Duration sweep,
        @DefaultValue("10s") Duration maxPause,
        @DefaultValue("5m") Duration refusedPause) {
    /** A batch's document names its licences, and a document of the database holds 16 MB. */
    static final int MOST = 200_000;
}
