package org.zhaoku.gateway.testing;

import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Goes wrong on purpose. */
@Hidden
@RestController
public class FaultController {
    @Access(anyRole = true)
    @GetMapping("/test/fault")
    Mono<String> fault(@RequestParam String planted) {
        return Mono.error(new IllegalStateException("bad " + planted, new IllegalArgumentException(planted)));
    }

    @Access(anyRole = true)
    @GetMapping("/test/dropped")
    String dropped(@RequestParam String planted) {
        reactor.core.publisher.Operators.onErrorDropped(
                new IllegalStateException("dropped " + planted), reactor.util.context.Context.empty());
        return "done";
    }

    @Access(anyRole = true)
    @GetMapping("/test/number")
    String number(@RequestParam int number) {
        return "" + number;
    }

    @Access(anyRole = true)
    @GetMapping("/test/blocking")
    Mono<String> blocking() {
        return Mono.delay(java.time.Duration.ofMillis(1), Schedulers.parallel()).map(tick -> {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "blocked";
        });
    }

    @GetMapping("/test/without-rule")
    String withoutRule() {
        return "nobody may see this";
    }

    @Access(anyRole = true)
    @GetMapping("/test/name")
    String name(Principal caller) {
        return caller.getName();
    }
}
