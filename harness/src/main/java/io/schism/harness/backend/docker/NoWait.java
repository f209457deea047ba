package io.schism.harness.backend.docker;

import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/** A container that runs is started: whether it serves is asked by those who need it, without a shell inside. */
final class NoWait extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {
        // Nothing to wait for.
    }
}
