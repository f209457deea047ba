package io.schism.workloads.workload;

import java.util.List;

/** An endless sequence of steps. Not thread-safe. */
@FunctionalInterface
public interface Generator {
    /** The next step: one intent, or several that one worker does one after the other. */
    List<Intent> next();
}
