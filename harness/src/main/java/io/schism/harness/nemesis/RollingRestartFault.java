package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Processes are restarted one after the other, each once the one before serves again. */
final class RollingRestartFault implements Fault {
    private static final String PAUSE = "pause";

    @Override
    public FaultForm form() {
        return FaultForm.members(
                "rolling-restart",
                Setting.duration(PAUSE, "1s", "between one that serves again and the next")
                        .orNothing());
    }

    @Override
    public String description() {
        return "processes are restarted (SIGTERM) one after the other, each once the one before serves again";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: rolling-restart, targets: [E1, E2, E3], pause: 1s, for: 40s}";
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Roll(cluster, strike);
    }

    private static final class Roll implements Injection {
        private static final Duration BACK = Duration.ofSeconds(30);
        private static final Duration LOOK = Duration.ofMillis(100);

        private final Cluster cluster;
        private final List<Member> members;
        private final Duration pause;
        private final Queue<Member> waiting = new ArrayDeque<>();
        private volatile boolean first;
        private volatile int left;
        private boolean silencing;
        private @Nullable Repetition roll;

        Roll(Cluster cluster, Strike strike) {
            this.cluster = cluster;
            this.members = strike.members();
            this.pause = strike.settings().duration(PAUSE);
        }

        private List<String> names() {
            return members.stream().map(Member::name).toList();
        }

        @Override
        public Map<Keyword, @Nullable Object> describe() {
            return Map.of(Keyword.of("nodes"), names());
        }

        @Override
        public void inject() {
            silencing = true;
            cluster.silenced().add(names());
            waiting.addAll(members);
            left = members.size();
            first = next();
            roll = Repetition.start("rolling-restart", pause, () -> left > 0 && serves() && next());
        }

        private boolean next() {
            Member member = waiting.remove();
            cluster.site().stop(member.name());
            Restarts.startAnew(cluster, member.name());
            left = waiting.size();
            return true;
        }

        /** All of them, not the last one alone: the next must not be the one too many. */
        private boolean serves() {
            if (!Pause.until(() -> members.stream().allMatch(cluster::answers), BACK, LOOK)) {
                throw new IllegalStateException("a member did not serve again within " + BACK.toSeconds() + " s");
            }
            return true;
        }

        @Override
        public void heal() {
            try {
                Repetition running = roll;
                if (running != null) {
                    running.close();
                }
                names().forEach(member -> Restarts.start(cluster, member));
            } finally {
                if (silencing) {
                    silencing = false;
                    cluster.silenced().remove(names());
                }
            }
        }

        @Override
        public Optional<String> leak() {
            Repetition running = roll;
            return first && running != null ? running.failure() : Optional.of("nobody was restarted");
        }

        /** That it came to an end is known only then. */
        @Override
        public Optional<String> remains() {
            if (left > 0) {
                return Optional.of("its time was too short: " + left + " of " + members.size() + " were not restarted");
            }
            return members.stream()
                    .filter(m -> !cluster.answers(m))
                    .map(m -> m.name() + " does not answer")
                    .findFirst();
        }
    }
}
