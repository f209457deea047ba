package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.nemesis.ProcessFault.State;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.harness.yaml.Durations;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Members are watched for a while as they write and sync, then killed, and what they had written and not synced is taken from their disks: a
 * kill alone leaves it in the kernel's cache. Healed, they start on what is left.
 */
final class LoseUnsyncedFault implements Fault {
    private static final String WATCH = "watch";

    @Override
    public FaultForm form() {
        return FaultForm.members(
                        "lose-unsynced",
                        Setting.duration(
                                WATCH,
                                "2s",
                                "how long it is watched before the kill: what it writes then can be lost; less than `for`"))
                .hitting(Member.Kind.SERVICE, Member.Kind.ZOOKEEPER);
    }

    @Override
    public String description() {
        return "a process is killed and loses what it wrote and did not sync, as a machine without power does";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: lose-unsynced, targets: [E1], watch: 2s, for: 10s}";
    }

    @Override
    public Optional<String> unavailable(Backend backend) {
        return backend.lacks(Feature.WATCHED_WRITES);
    }

    @Override
    public Optional<Futility> futile(Strike strike, Parts parts) {
        Duration watch = strike.settings().duration(WATCH);
        return watch.compareTo(strike.lasts()) < 0
                ? Optional.empty()
                : Optional.of(new Futility(
                        "it lasts " + Durations.write(strike.lasts()) + ", and kills after " + Durations.write(watch),
                        "make `for` longer than `watch`"));
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Loss(cluster, strike);
    }

    private static final class Loss extends MemberInjection {
        private final Site site;
        private final Duration watch;
        private final Map<String, Map<String, Long>> lost = new ConcurrentHashMap<>();

        Loss(Cluster cluster, Strike strike) {
            super(cluster, strike.members());
            this.site = cluster.site();
            this.watch = strike.settings().duration(WATCH);
        }

        /** {@inheritDoc} A member that has lost nothing is told too. */
        @Override
        public Map<Keyword, @Nullable Object> describe() {
            Map<Keyword, @Nullable Object> told = new LinkedHashMap<>(super.describe());
            Map<String, Object> bytes = new TreeMap<>();
            lost.forEach((member, files) -> bytes.put(
                    member, files.values().stream().mapToLong(Long::longValue).sum()));
            told.put(Keyword.of("lost-bytes"), bytes);
            told.put(Keyword.of("lost"), new TreeMap<>(lost));
            return told;
        }

        @Override
        void inject(Member member) {
            watch(member.name());
            Pause.of(watch);
            State.DOWN.take(cluster(), member.name(), this);
            lost.put(member.name(), site.killUnsynced(member.name()));
        }

        /** It stands still until it is watched, so that nothing is written in between. */
        private void watch(String member) {
            State.STILL.take(cluster(), member, this);
            try {
                site.pause(member);
                site.watchWrites(member);
            } finally {
                State.STILL.letGo(cluster(), member, this);
            }
        }

        @Override
        void heal(Member member) {
            State.DOWN.letGo(cluster(), member.name(), this);
        }

        @Override
        Optional<String> leak(Member member) {
            return site.isRunning(member.name()) || cluster().answers(member)
                    ? Optional.of(member.name() + " runs")
                    : Optional.empty();
        }
    }
}
