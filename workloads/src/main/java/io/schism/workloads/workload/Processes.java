package io.schism.workloads.workload;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Numbers processes as Jepsen does. Of {@code n} workers, each begins as the process of its own number; after an operation
 * that ended indeterminate it goes on as the process {@code n} further on. So which worker a process belongs to, and how
 * many there were before it, is told by its number, whatever the others do.
 *
 * @param workers how many, {@code n}
 */
record Processes(int workers) {
    /** The processes that a worker is, one after the other. Thread-safe. */
    LongSupplier of(int worker) {
        AtomicLong next = new AtomicLong(worker);
        return () -> next.getAndAdd(workers);
    }
}
