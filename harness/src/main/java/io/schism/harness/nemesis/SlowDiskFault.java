package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Whatever members sync takes longer to be on their disks. */
final class SlowDiskFault implements Fault {
    private static final String BY = "by";

    @Override
    public FaultForm form() {
        return FaultForm.members("disk-slow", Setting.duration(BY, "200ms", "how much longer each sync takes"))
                .hitting(Member.Kind.SERVICE, Member.Kind.ZOOKEEPER);
    }

    @Override
    public String description() {
        return "each time that a node or ZooKeeper syncs its log, it takes longer";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: disk-slow, targets: [E1], by: 200ms, for: 20s}";
    }

    @Override
    public Optional<String> unavailable(Backend backend) {
        return backend.lacks(Feature.SLOW_DISK);
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Slow(cluster, strike);
    }

    /**
     * Seen by syncs of the member's own agent, into the folder of the member's data. Where no agent is in the process, its own
     * syncs are seen from outside to be held up.
     */
    private static final class Slow extends MemberInjection {
        private static final String SLOW = "disk-slow";
        private static final Duration PATIENCE = Duration.ofSeconds(10);
        private static final Duration LOOK = Duration.ofMillis(100);
        private static final Duration IDLE = Duration.ofSeconds(3);

        private final Site site;
        private final Duration by;
        private final Map<String, Long> measured = new ConcurrentHashMap<>();
        private final Map<String, Long> heldUp = new ConcurrentHashMap<>();

        Slow(Cluster cluster, Strike strike) {
            super(cluster, strike.members());
            this.site = cluster.site();
            this.by = strike.settings().duration(BY);
        }

        @Override
        public Map<Keyword, @Nullable Object> describe() {
            Map<Keyword, @Nullable Object> told = new LinkedHashMap<>(super.describe());
            told.put(Keyword.of("sync-ms"), new TreeMap<>(measured));
            if (!heldUp.isEmpty()) {
                told.put(Keyword.of("held-up"), new TreeMap<>(heldUp));
            }
            return told;
        }

        /** It answers all the time, and is not silenced. */
        @Override
        boolean silences() {
            return false;
        }

        /** Returns once it has taken hold, which takes a moment for each thread of the member. */
        @Override
        void inject(Member member) {
            hold(SLOW, member);
            site.slowDisk(member.name(), by);
            Pause.until(() -> !canBeSeen(member) || leak(member).isEmpty(), PATIENCE, LOOK);
        }

        @Override
        void heal(Member member) {
            if (letGo(SLOW, member)) {
                site.mendDisk(member.name());
            }
        }

        @Override
        boolean canBeSeen(Member member) {
            return !cluster().silenced().maybeMute(member.name());
        }

        @Override
        Optional<String> leak(Member member) {
            return cluster().hasAgent(member.name()) ? wasFast(member) : wasNotHeldUp(member);
        }

        /** Whatever was held up since the last look; a member that has nothing to sync for a moment does so a little later. */
        private Optional<String> wasNotHeldUp(Member member) {
            String name = member.name();
            long last = heldUp.getOrDefault(name, 0L);
            Duration idle = by.plus(IDLE);
            // Less than before are those of a hold that began anew.
            boolean more = Pause.until(() -> seenHeldUp(name) != last, idle, LOOK);
            heldUp.put(name, seenHeldUp(name));
            return more
                    ? Optional.empty()
                    : Optional.of("no sync of " + name + " was held up for " + idle.toMillis() + " ms");
        }

        private long seenHeldUp(String name) {
            return site.slowedSyncs(name).orElse(0);
        }

        private Optional<String> wasFast(Member member) {
            Optional<Duration> taken = sync(member);
            taken.ifPresent(time -> measured.put(member.name(), time.toMillis()));
            if (taken.isEmpty()) {
                return Optional.of(member.name() + " does not tell how long a sync takes");
            }
            return taken.filter(time -> time.compareTo(by) < 0)
                    .map(time -> "a sync of " + member.name() + " took " + time.toMillis() + " ms only");
        }

        private Optional<Duration> sync(Member member) {
            return agent(member)
                    .number("sync " + site.data(member.name()), by.plus(PATIENCE))
                    .map(Duration::ofNanos);
        }

        /** A sync of a busy machine may take long by itself: one of a few that does not shows that it is gone. */
        @Override
        Optional<String> remains(Member member) {
            if (cluster().holds().isHeld(SLOW, member.name())) {
                return Optional.empty();
            }
            return isFast(member)
                    ? super.remains(member)
                    : Optional.of("syncs of " + member.name() + " still take long");
        }

        private boolean isFast(Member member) {
            return cluster().hasAgent(member.name())
                    ? sync(member).filter(time -> time.compareTo(by) < 0).isPresent()
                    : site.slowedSyncs(member.name()).isEmpty();
        }
    }
}
