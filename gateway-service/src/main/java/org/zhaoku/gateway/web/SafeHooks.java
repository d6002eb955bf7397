package org.zhaoku.gateway.web;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/** Reactor logs faults that nobody waits for with their messages; here they are logged as incidents instead. */
@Component
final class SafeHooks implements DisposableBean {
    SafeHooks() {
        Hooks.onErrorDropped(Incidents::record);
        Schedulers.onHandleError((thread, error) -> Incidents.record(error));
    }

    @Override
    public void destroy() {
        Hooks.resetOnErrorDropped();
        Schedulers.resetOnHandleError();
    }
}
