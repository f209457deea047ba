package io.schism.harness.backend.docker;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import java.util.ArrayList;
import java.util.List;

/**
 * The two gateways between which a cut is tried before a run begins. A run with fewer than two lends itself witnesses,
 * which are gone when it begins.
 */
record Trial(Pair forth, List<Member> witnesses) {
    private static final String WITNESS = "witness-";

    static List<Member> withWitnesses(List<Member> members) {
        List<Member> all = new ArrayList<>(members);
        long gateways = members.stream()
                .filter(member -> member.kind() == Member.Kind.CLIENTS)
                .count();
        for (long i = gateways; i < 2; i++) {
            all.add(new Member(WITNESS + i, Member.Kind.CLIENTS, ""));
        }
        return all;
    }

    static Trial between(List<Member> gateways) {
        return new Trial(
                new Pair(gateways.get(0).name(), gateways.get(1).name()),
                gateways.stream()
                        .filter(member -> member.name().startsWith(WITNESS))
                        .toList());
    }

    List<Pair> bothWays() {
        return List.of(forth, forth.reversed());
    }
}
