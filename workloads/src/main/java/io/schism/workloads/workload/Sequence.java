package io.schism.workloads.workload;

import java.util.List;

/** An endless sequence of steps. Not thread-safe. */
@FunctionalInterface
public interface Sequence {
    /** The next step: one intent, or several that one process does one after the other. */
    List<Intent> next();
}
