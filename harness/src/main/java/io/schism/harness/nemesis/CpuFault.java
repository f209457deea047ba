package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A process gets little of a processor. */
final class CpuFault implements Fault {
    private static final String NAME = "cpu";
    private static final String SHARE = "share";

    @Override
    public FaultForm form() {
        return FaultForm.members(NAME, Setting.percent(SHARE, "5%", "of one processor, that it gets at most"));
    }

    @Override
    public String description() {
        return "a process gets a small share of one processor";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: cpu, targets: [E1], share: 5%, for: 30s}";
    }

    @Override
    public Optional<String> unavailable(Backend backend) {
        return backend.lacks(Feature.CPU_LIMIT);
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Starved(cluster, strike, Math.max(0.01, strike.settings().share(SHARE)));
    }

    /**
     * Seen by work that the member's agent is given: how long it takes tells the share that it gets. Where no agent is in the
     * process, it is seen from outside to be held back.
     */
    private static final class Starved extends MemberInjection {
        /** The limit is kept over a tenth of a second; twice that is asked for, to see a wait at least once. */
        private static final double PERIODS_MILLIS = 200;

        /** The work is taken from the little that the member has: it is asked for seldom. */
        private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

        private static final Duration PATIENCE = Duration.ofSeconds(20);
        private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

        /** A member that has nothing to do for a moment is held back a little later. */
        private static final Duration IDLE = Duration.ofSeconds(3);

        private final double share;
        private final Duration startLimit;
        private final Map<String, Long> looked = new ConcurrentHashMap<>();

        Starved(Cluster cluster, Strike strike, double share) {
            super(cluster, strike.members());
            this.share = share;
            this.startLimit = strike.lasts().dividedBy(2);
        }

        @Override
        void inject(Member member) {
            // One that another fault has just ended starts first: it needs a processor for that, and cannot be asked
            // before.
            Pause.until(() -> cluster().answers(member), startLimit, BETWEEN_ATTEMPTS);
            hold(NAME, member);
            cluster().site().limitCpu(member.name(), share);
        }

        @Override
        void heal(Member member) {
            if (letGo(NAME, member)) {
                cluster().site().limitCpu(member.name(), 1);
            }
        }

        private Optional<Double> share(Member member) {
            long millis = Math.max(1, Math.round(PERIODS_MILLIS * share));
            return agent(member)
                    .number("spin " + millis, PATIENCE)
                    .map(nanos -> Math.min(1, millis * 1_000_000.0 / nanos));
        }

        /** Between the limit and a whole processor, nearer to the limit: a busy machine gives no whole one either. */
        private double threshold() {
            return Math.min(1.5 * share + 0.1, (1 + share) / 2);
        }

        /** One that another fault keeps still or down gets nothing at all. */
        @Override
        boolean canBeSeen(Member member) {
            return !isMute(member);
        }

        @Override
        Optional<String> leak(Member member) {
            return cluster().hasAgent(member.name()) ? gotTooMuch(member) : wasFree(member);
        }

        private Optional<String> wasFree(Member member) {
            return Pause.until(() -> cluster().site().isHeldBack(member.name()), IDLE, BETWEEN_ATTEMPTS)
                    ? Optional.empty()
                    : Optional.of(member.name() + " was not held back for " + IDLE.toSeconds() + " s");
        }

        private Optional<String> gotTooMuch(Member member) {
            long now = System.nanoTime();
            Long last = looked.get(member.name());
            if (last != null && now - last < BETWEEN_LOOKS.toNanos()) {
                return Optional.empty();
            }
            looked.put(member.name(), now);
            Optional<Double> got = share(member);
            if (got.isEmpty()) {
                return Optional.of(member.name() + " could not be asked");
            }
            return got.filter(s -> s > threshold()).map(s -> member.name() + " got " + percent(s) + " of a processor");
        }

        @Override
        Optional<String> remains(Member member) {
            return isFree(member)
                    ? super.remains(member)
                    : Optional.of(member.name() + " still gets little of a processor");
        }

        private boolean isFree(Member member) {
            return cluster().hasAgent(member.name())
                    ? share(member).filter(s -> s > threshold()).isPresent()
                    : !cluster().site().isHeldBack(member.name());
        }

        private static String percent(double share) {
            return Math.round(share * 100) + " %";
        }
    }
}
