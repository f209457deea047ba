package io.schism.harness.scenario;

import java.util.List;

/**
 * How much must have succeeded for a run to prove anything.
 *
 * @param phase one of {@link #PHASES} or {@code *}
 * @param region a region or {@code *}
 * @param kind one of {@link #KINDS} or {@code *}
 * @param ok the least number of operations that ended ok
 */
public record WorkMinimum(String phase, String region, String kind, Formula ok) {
    /** The phases of a run. */
    static final List<String> PHASES = List.of("before", "during", "after", "final");

    /** The classes of operations. */
    static final List<String> KINDS = List.of("read", "insert", "write", "cas");
}
