package io.schism.harness.nemesis;

import io.schism.harness.cluster.Member;
import java.util.List;

/** The members of a strike that keep data. */
final class DataOwners {
    private DataOwners() {}

    static List<Member> of(Strike strike) {
        List<Member> owners = strike.members().stream()
                .filter(m -> m.kind() == Member.Kind.SERVICE || m.kind() == Member.Kind.ZOOKEEPER)
                .toList();
        if (owners.isEmpty()) {
            throw new IllegalStateException("none of " + strike.names() + " keeps data");
        }
        return owners;
    }
}
