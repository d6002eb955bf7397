package org.zhaoku.gateway.ledger;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Flux;

/** What an operator must look at. */
@RestController
class LedgerAlarmController {
    private final LedgerAlarms alarms;

    LedgerAlarmController(LedgerAlarms alarms) {
        this.alarms = alarms;
    }

    @Access({Role.OPERATOR, Role.AUDITOR})
    @GetMapping("/api/v1/ledger/alarms")
    @Operation(
            summary = "Alarms of the ledger's reader and of checkpoints since the start, the newest first",
            description = "At most 1000; gateway-service/README.md says what each code asks of a person.")
    @Problems({})
    Flux<LedgerAlarm> all() {
        return Flux.fromIterable(alarms.all());
    }
}
