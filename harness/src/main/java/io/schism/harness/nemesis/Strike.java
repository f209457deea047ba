package io.schism.harness.nemesis;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.scenario.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A fault about to be injected: whom it hits, now that this is known.
 *
 * @param pairs the directed pairs of a fault of the network; empty otherwise
 * @param members the members of any other; none for the cluster as a whole. Never clients, which are no processes
 * @param settings its own settings, already scaled
 * @param lasts how long it is planned to hold, already scaled
 * @param seed of whatever it chooses by itself
 */
public record Strike(Set<Pair> pairs, List<Member> members, Settings settings, Duration lasts, long seed) {
    public Strike {
        pairs = Set.copyOf(pairs);
        members = List.copyOf(members);
    }

    /** The members' names. */
    public List<String> names() {
        return members.stream().map(Member::name).collect(Collectors.toUnmodifiableList());
    }
}
