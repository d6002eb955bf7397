package org.zhaoku.gateway.store;

import org.springframework.context.SmartLifecycle;

/** Runs the migrations before anything else of the gateway is started; a start whose migrations fail is none. */
final class MigrationsAtStart implements SmartLifecycle {
    private final Migrations migrations;
    private volatile boolean done;

    MigrationsAtStart(Migrations migrations) {
        this.migrations = migrations;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void start() {
        migrations.run().block();
        done = true;
    }

    @Override
    public void stop() {
        done = false;
    }

    @Override
    public boolean isRunning() {
        return done;
    }
}
