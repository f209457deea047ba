package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import io.schism.harness.scenario.Settings;
import java.util.Optional;
import java.util.Set;

/** A fault that shapes what members send each other, in each direction that it is aimed at. */
interface ShapeFault extends Fault {
    /** What the backend must have for it. */
    Feature feature();

    Shape shape(Settings settings);

    /** How it is seen. */
    Look look(Settings settings);

    /** The pairs that are shaped, of those that it is aimed at. */
    default Set<Pair> shaped(Set<Pair> aimedAt) {
        return aimedAt;
    }

    @Override
    default Optional<String> unavailable(Backend backend) {
        return backend.lacks(feature());
    }

    @Override
    default Injection aim(Cluster cluster, Strike strike) {
        return new ShapeInjection(cluster, shaped(strike.pairs()), shape(strike.settings()), look(strike.settings()));
    }
}
