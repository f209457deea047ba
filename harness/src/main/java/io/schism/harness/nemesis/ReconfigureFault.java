package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Who;
import io.schism.harness.zookeeper.Membership;
import io.schism.harness.zookeeper.Voter;
import io.schism.histories.edn.Keyword;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ZooKeepers lose their vote while the ensemble serves, and get it back when healed. */
final class ReconfigureFault implements Fault {
    @Override
    public FaultForm form() {
        return FaultForm.members("reconfigure").hitting(Member.Kind.ZOOKEEPER);
    }

    @Override
    public String description() {
        return "ZooKeepers are taken out of the ensemble while it serves, and in again when healed";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: reconfigure, targets: [zk-W], for: 10s}";
    }

    @Override
    public Optional<Futility> futile(Strike strike, Parts parts) {
        return strike.members().containsAll(parts.members(Who.Group.VOTERS))
                ? Optional.of(new Futility(
                        "it would take every ZooKeeper out of the ensemble, and none is left to be asked",
                        "leave one of them in"))
                : Optional.empty();
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Removed(new Voters(cluster), strike, new LinkedHashMap<>());
    }

    /** @param removed id to address of those that are out */
    private record Removed(Voters voters, Strike strike, Map<String, String> removed) implements Injection {
        private static final Duration HEALING = Duration.ofSeconds(20);

        @Override
        public Map<Keyword, @Nullable Object> describe() {
            Map<Keyword, @Nullable Object> told = new LinkedHashMap<>();
            told.put(Keyword.of("nodes"), strike.names());
            told.put(Keyword.of("removed"), List.copyOf(removed.values()));
            return told;
        }

        @Override
        public void inject() {
            // What comes too late is not done: another fault may count on this one being over.
            Duration patience = strike.lasts().dividedBy(2);
            voters.leader(patience);
            for (Voter hit : voters.hit(strike)) {
                Map<String, String> members = Membership.seenBy(others().stream()
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no other ZooKeeper serves")));
                Map.Entry<String, String> member = members.entrySet().stream()
                        .filter(each -> each.getValue().endsWith(clientPort(hit)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(hit.name() + " is not in " + members));
                Membership.remove(this::others, member.getKey(), patience);
                removed.put(member.getKey(), member.getValue());
            }
        }

        /** Every member's address ends with that of its client port, as it listens on it. */
        private String clientPort(Voter voter) {
            var address = voters.cluster().site().listen(voter.name(), io.schism.harness.cluster.Port.ZK_CLIENT);
            return ";" + address.getHostString() + ":" + address.getPort();
        }

        private List<Voter> others() {
            return voters.serving().stream()
                    .filter(v -> !strike.names().contains(v.name()))
                    .toList();
        }

        @Override
        public void heal() {
            removed.forEach((id, address) -> Membership.add(this::others, id, address, HEALING));
        }

        @Override
        public Optional<String> leak() {
            // Without a leader nobody can say; a follower may lag, and a member that is out does not come in by itself.
            return voters.leader()
                    .map(Membership::seenBy)
                    .flatMap(members -> removed.keySet().stream()
                            .filter(members::containsKey)
                            .findFirst())
                    .map(id -> "server." + id + " is in the ensemble still");
        }

        @Override
        public Optional<String> remains() {
            if (others().isEmpty()) {
                return Optional.of("no other ZooKeeper serves, to be asked for the members");
            }
            Map<String, String> members = Membership.seenBy(others().get(0));
            Optional<String> out = removed.keySet().stream()
                    .filter(id -> !members.containsKey(id))
                    .map(id -> "server." + id + " is not in the ensemble")
                    .findFirst();
            return out.or(() -> voters.hit(strike).stream()
                    .filter(v -> !v.serves())
                    .map(v -> v.name() + " does not serve")
                    .findFirst());
        }
    }
}
