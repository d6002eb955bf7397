package org.zhaoku.gateway.issue;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The moment at which a gateway dies: before or after the first call of one write, named by port
 * and method. From then on none of its calls does
 * anything.
 */
final class Crash {
    /** A gateway that lives. */
    static final Crash NEVER = new Crash("", false);

    private final String write;
    private final boolean after;
    private final AtomicBoolean dead = new AtomicBoolean();

    Crash(String write, boolean after) {
        this.write = write;
        this.after = after;
    }

    /** Before and after each write of a licence's way into force: the order of writes in the module's README. */
    static Stream<Crash> atEachWrite() {
        return Stream.of(
                        "LicenceRepository.insertAll",
                        "BatchRepository.insert",
                        "Ledger.prepare",
                        "BatchRepository.keepTransaction",
                        "Ledger.submit",
                        "LicenceRepository.inForce",
                        "BatchRepository.anchored")
                .flatMap(write -> Stream.of(new Crash(write, false), new Crash(write, true)));
    }

    boolean happened() {
        return dead.get();
    }

    /** {@code target} as the gateway sees it that dies. */
    <T> T over(Class<T> port, T target) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    if (!Publisher.class.isAssignableFrom(method.getReturnType())) {
                        return call(target, method, arguments);
                    }
                    String name = port.getSimpleName() + "." + method.getName();
                    Flux<?> called =
                            Flux.defer(() -> watched(name, () -> (Publisher<?>) call(target, method, arguments)));
                    return method.getReturnType() == Mono.class ? Mono.from(called) : called;
                }));
    }

    private Publisher<?> watched(String name, Supplier<Publisher<?>> call) {
        if (dead.get()) {
            return Mono.error(new IllegalStateException("dead"));
        }
        if (!name.equals(write)) {
            return call.get();
        }
        return after ? Flux.from(call.get()).then(Mono.defer(this::die)) : die();
    }

    private Mono<Object> die() {
        dead.set(true);
        return Mono.error(new IllegalStateException("crash"));
    }

    private static Object call(Object target, Method method, Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public String toString() {
        return (after ? "after " : "before ") + write;
    }
}
