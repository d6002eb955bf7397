package org.zhaoku.gateway.keys;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.web.Incidents;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sweeps at start and then again and again. */
@Component
final class KeySweeper implements SmartLifecycle {
    private final KeyRotation rotation;
    private final Duration pause;
    private Disposable running = Disposables.disposed();

    KeySweeper(KeyRotation rotation, Settings settings) {
        this.rotation = rotation;
        this.pause = settings.sweep();
    }

    /**
     * The rotation of keys.
     *
     * @param sweep {@code zhaoku.keys.rotation.sweep}: how often turns are looked for, and what is left to move
     */
    @ConfigurationProperties("zhaoku.keys.rotation")
    record Settings(@DefaultValue("30s") Duration sweep) {}

    @Override
    public synchronized void start() {
        running = Flux.interval(Duration.ZERO, pause)
                .onBackpressureDrop()
                .concatMap(
                        tick -> rotation.sweep().onErrorResume(error -> {
                            Incidents.record(error);
                            return Mono.empty();
                        }),
                        1)
                .subscribe();
    }

    @Override
    public synchronized void stop() {
        running.dispose();
    }

    @Override
    public synchronized boolean isRunning() {
        return !running.isDisposed();
    }
}
