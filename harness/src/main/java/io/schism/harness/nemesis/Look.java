package io.schism.harness.nemesis;

import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import java.util.Optional;

/**
 * How one pair is asked whether its shape holds, by probes that take the same way. They are told what other faults make of
 * the way there and back meanwhile.
 */
interface Look {
    /** Before the shape is put on: what the pair is like without it. */
    default void before(Network network, Pair pair, Shape others) {
        // Most need not know.
    }

    /** Whether all is known of a pair that must be known to look at it. */
    default boolean knows(Pair pair) {
        return true;
    }

    /** What shows that the shape does not hold. */
    Optional<String> leak(Network network, Pair pair, Shape others);

    /** Whether it can tell that its shape is gone from what others do. */
    default boolean tellsFrom(Shape others) {
        return others.equals(Shape.NONE);
    }

    /** What shows that the shape still holds. */
    Optional<String> remains(Network network, Pair pair, Shape others);
}
