package io.schism.harness.backend.docker;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.histories.error.UserError;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The two gateways between which a cut is tried before a run begins. A run with fewer than two lends itself witnesses,
 * which are gone when it begins.
 */
record Trial(Pair forth, List<Member> witnesses) {
    private static final String WITNESS = "witness-";
    private static final Duration GATEWAYS_UP = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofMillis(50);

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

    /**
     * Waits until the two reach each other, cuts one way, sees that it is closed, and opens it again.
     *
     * @throws UserError where this machine's firewall does not do what a run rests on
     */
    void run(Network network) {
        for (Pair pair : List.of(forth, forth.reversed())) {
            require(
                    Pause.until(() -> network.probe(pair, LIMIT) == Reach.OPEN, GATEWAYS_UP, POLL),
                    "two containers of one network do not reach each other (" + pair + ")",
                    "see `docker logs` of the gateways, and that the host's firewall lets bridges forward");
        }
        network.cut(Set.of(forth));
        boolean cutWorks = network.probe(forth, LIMIT) == Reach.CLOSED;
        network.cut(Set.of());
        require(
                cutWorks,
                "the bridge firewall has no effect: a pair that was cut still connects",
                "run where the Docker Engine shares this machine's kernel and network, or use --backend loopback");
        require(
                network.probe(forth, GATEWAYS_UP) == Reach.OPEN,
                "a cut of the bridge firewall does not heal",
                "look for other firewall rules on the host: nft list ruleset");
    }

    private static void require(boolean holds, String problem, String remedy) {
        if (!holds) {
            throw UserError.environment(problem, remedy);
        }
    }
}
