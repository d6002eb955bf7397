package org.zhaoku.gateway.web;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/**
 * Reactor logs faults that nobody waits for with their messages; here they are logged as incidents instead, until the process ends:
 * most of them come while a gateway closes.
 */
@Component
final class SafeHooks {
    SafeHooks() {
        // hooks add up, and a process may have had a gateway before
        Hooks.resetOnErrorDropped();
        Hooks.onErrorDropped(Incidents::record);
        Schedulers.onHandleError("zhaoku", (thread, error) -> Incidents.record(error));
    }
}
