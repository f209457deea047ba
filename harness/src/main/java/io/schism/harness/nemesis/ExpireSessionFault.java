package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.zookeeper.Sessions;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of nodes and controllers end while their clients believe in them. Who holds which session is known by the
 * ephemeral nodes that bear a member's name; a session is ended by joining it and closing it.
 */
final class ExpireSessionFault implements Fault {
    @Override
    public FaultForm form() {
        return FaultForm.members("expire-session").hitting(Member.Kind.SERVICE, Member.Kind.CONTROLLER);
    }

    @Override
    public String description() {
        return "ZooKeeper sessions of nodes or controllers expire, once";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: expire-session, targets: [E1], for: 5s}";
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Expired(new Voters(cluster), strike.names(), strike.lasts(), new LinkedHashMap<>());
    }

    /**
     * @param patience how long an ensemble is given to have a leader, and one that starts or was cut off to have a session again
     * @param ended each owner's sessions that were ended
     */
    private record Expired(Voters voters, List<String> owners, Duration patience, Map<String, Set<Long>> ended)
            implements Injection {
        private static final Duration BETWEEN = Duration.ofMillis(100);

        @Override
        public Map<Keyword, @Nullable Object> describe() {
            Map<Keyword, @Nullable Object> told = new LinkedHashMap<>();
            told.put(Keyword.of("nodes"), owners);
            told.put(
                    Keyword.of("sessions"),
                    ended.values().stream()
                            .flatMap(Set::stream)
                            .map(session -> "0x" + Long.toHexString(session))
                            .toList());
            return told;
        }

        @Override
        public void inject() {
            voters.leader(patience);
            Sessions sessions = sessions();
            for (String owner : owners) {
                Set<Long> own = new LinkedHashSet<>();
                if (!Pause.until(() -> own.addAll(sessions.of(owner)), patience, BETWEEN)) {
                    throw new IllegalStateException(owner + " owns no ephemeral node");
                }
                own.forEach(sessions::expire);
                ended.put(owner, own);
            }
        }

        private Sessions sessions() {
            return new Sessions(voters.all());
        }

        @Override
        public boolean happensOnce() {
            return true;
        }

        /** Nothing to undo: a client whose session expired opens another. */
        @Override
        public void heal() {}

        @Override
        public Optional<String> leak() {
            // Without a leader nobody can say; a session that was ended does not come back.
            if (voters.leader().isEmpty()) {
                return Optional.empty();
            }
            Sessions sessions = sessions();
            return ended.values().stream()
                    .flatMap(Set::stream)
                    .filter(sessions::isAlive)
                    .map(session -> "session 0x" + Long.toHexString(session) + " still lives")
                    .findFirst();
        }

        @Override
        public Optional<String> remains() {
            if (voters.leader().isEmpty()) {
                return Optional.of("ZooKeeper has no leader to ask for new sessions");
            }
            Sessions sessions = sessions();
            return ended.keySet().stream()
                    .filter(owner -> sessions.of(owner).isEmpty())
                    .map(owner -> owner + " has opened no new session")
                    .findFirst();
        }
    }
}
