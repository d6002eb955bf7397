package org.zhaoku.gateway.ledger;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that no honest party of the network does, or that keeps this region from saying what it knows: a person must look.
 *
 * @param code stable; gateway-service/README.md says what to do
 * @param block where on the ledger, if it has a place there
 * @param transaction of the block
 * @param region MSP id of the region whose doing it is, as far as that is known
 * @param what was expected and what came
 * @param first when it was first seen since the start
 * @param last when it was last seen
 * @param times how often since the start
 */
public record LedgerAlarm(
        @Schema(example = "RECORD_REGION_WRONG") String code,
        Optional<Long> block,
        Optional<Integer> transaction,
        String region,
        String what,
        Instant first,
        Instant last,
        long times) {
    LedgerAlarm again(Instant now) {
        return new LedgerAlarm(code, block, transaction, region, what, first, now, times + 1);
    }
}
