package io.schism.workloads.service;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The one lock of a node, and the one way in which its threads wait for each other. */
final class Monitor {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The lock while it is held; closing gives it back. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes the lock. */
    Held enter() {
        lock.lock();
        return lock::unlock;
    }

    /** Says that something has changed that a thread may be waiting for. */
    void changed() {
        changed.signalAll();
    }

    /**
     * Gives the lock back until the condition holds or the time is up.
     *
     * @return whether it holds
     */
    boolean await(BooleanSupplier condition, Duration limit) {
        long left = limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (left <= 0) {
                return false;
            }
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return condition.getAsBoolean();
            }
        }
        return true;
    }
}
