package io.schism.workloads.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** An endless sequence of steps. Not thread-safe. */
@FunctionalInterface
public interface Sequence {
    /** The next step: one intent, or several that one worker does one after the other. */
    List<Intent> next();

    /**
     * The steps by their number, from 0 on: a function, however often it is asked. It remembers what it was asked for.
     */
    default LongFunction<List<Intent>> numbered() {
        List<List<Intent>> known = new ArrayList<>();
        return number -> {
            synchronized (known) {
                while (known.size() <= number) {
                    known.add(next());
                }
                return known.get((int) number);
            }
        };
    }
}
