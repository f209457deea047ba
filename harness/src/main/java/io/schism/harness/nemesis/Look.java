package io.schism.harness.nemesis;

import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import java.util.Optional;

/** How one pair is asked whether its shape holds, by probes that take the same way. */
interface Look {
    /** Before the shape is put on: what the pair is like without it. */
    default void before(Network network, Pair pair) {
        // Most need not know.
    }

    /** What shows that the shape does not hold. */
    Optional<String> leak(Network network, Pair pair);

    /** What shows that the shape still holds. */
    Optional<String> remains(Network network, Pair pair);
}
