package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.harness.zookeeper.Storm;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A storm of requests: ZooKeeper answers everybody late. */
final class OverloadFault implements Fault {
    private static final Setting CLIENTS = Setting.number("clients", "4", "how many clients write");
    private static final Setting UNANSWERED =
            Setting.number("unanswered", "800", "how many writes of 1 KB all of them together keep waiting");

    @Override
    public FaultForm form() {
        return FaultForm.whole("overload", CLIENTS, UNANSWERED);
    }

    @Override
    public String description() {
        return "clients of the harness keep hundreds of writes waiting at ZooKeeper";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: overload, clients: 4, unanswered: 800, for: 10s}";
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Overload(new Voters(cluster), strike);
    }

    private static final class Overload implements Injection {
        private static final Duration LIMIT = Duration.ofSeconds(10);
        private static final Duration BETWEEN = Duration.ofMillis(50);

        private final Voters voters;
        private final Strike strike;
        private @Nullable Storm storm;
        private volatile Storm.Look last = new Storm.Look(0, Duration.ZERO, 0);

        Overload(Voters voters, Strike strike) {
            this.voters = voters;
            this.strike = strike;
        }

        @Override
        public Map<Keyword, @Nullable Object> describe() {
            Map<Keyword, @Nullable Object> told = new LinkedHashMap<>();
            told.put(Keyword.of("requests-per-second"), last.perSecond());
            told.put(Keyword.of("latency-ms"), last.latency().toMillis());
            if (storm != null) {
                told.put(Keyword.of("latency-before-ms"), storm.latencyBefore().toMillis());
            }
            return told;
        }

        @Override
        public void inject() {
            Storm begun = Storm.begin(voters.serving(), (int) strike.settings().number(CLIENTS.name()), (int)
                    strike.settings().number(UNANSWERED.name()));
            storm = begun;
            // The first writes are answered at once: the storm has risen when all those told of wait.
            Pause.until(() -> leak().isEmpty(), LIMIT, BETWEEN);
        }

        @Override
        public void heal() {
            if (storm != null) {
                storm.close();
                if (voters.leader().isPresent()) {
                    Storm.sweep(voters.serving());
                }
            }
        }

        @Override
        public Optional<String> leak() {
            if (storm == null) {
                return Optional.of("there is no storm");
            }
            Storm.Look look = storm.look();
            if (look.perSecond() > 0) {
                last = look;
            }
            if (look.unanswered() < storm.asked() / 2) {
                return Optional.of("only " + look.unanswered() + " of " + storm.asked() + " requests wait");
            }
            return look.perSecond() > 0 && look.latency().compareTo(storm.latencyBefore()) <= 0
                    ? Optional.of(
                            "requests are answered within " + look.latency().toMillis() + " ms, as before")
                    : Optional.empty();
        }

        @Override
        public Optional<String> remains() {
            return voters.leader().isEmpty() ? Optional.of("ZooKeeper has no leader") : Optional.empty();
        }
    }
}
