package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The collector of a JVM stops the world, for long and again and again. */
final class GcPauseFault implements Fault {
    @Override
    public FaultForm form() {
        return FaultForm.members("gc-pause").throughAgents();
    }

    @Override
    public String description() {
        return "the collector of a JVM stops the world in one long full collection after another, over a heap filled with"
                + " objects that live";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: gc-pause, targets: [E1], for: 10s}";
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Collected(cluster, strike);
    }

    /** Seen by the JVM's own count of the time that its collectors took. */
    private static final class Collected extends MemberInjection {
        private static final Duration PATIENCE = Duration.ofSeconds(20);
        private static final Duration LOOK = Duration.ofMillis(200);

        /** Should the heal never reach it, the JVM gives up by itself so long after the planned end. */
        private static final Duration AFTER = Duration.ofSeconds(30);

        /** Of the time since the first pause; the rest goes by between two, and until the count is told. */
        private static final double LEAST_SHARE = 0.3;

        private final Duration lasts;
        private final Map<String, Long> before = new ConcurrentHashMap<>();
        private final Map<String, Long> begun = new ConcurrentHashMap<>();
        private final Map<String, Double> stood = new ConcurrentHashMap<>();

        Collected(Cluster cluster, Strike strike) {
            super(cluster, strike.members());
            this.lasts = strike.lasts();
        }

        private Optional<Long> millis(Member member) {
            return agent(member)
                    .ask("collected", PATIENCE)
                    .filter(words -> words.length == 3 && words[0].equals("collected"))
                    .map(words -> Long.parseLong(words[2]));
        }

        @Override
        void inject(Member member) {
            before.put(member.name(), millis(member).orElseThrow(() -> unasked(member)));
            collect(member, lasts.plus(AFTER));
            begun.put(member.name(), System.nanoTime());
            // It fills its heap first, and the small collections of that take little of its time.
            Pause.until(() -> leak(member).isEmpty(), PATIENCE, LOOK);
        }

        private void collect(Member member, Duration time) {
            if (agent(member).ask("collect " + time.toMillis(), PATIENCE).isEmpty()) {
                throw unasked(member);
            }
        }

        private static IllegalStateException unasked(Member member) {
            return new IllegalStateException("the agent of " + member.name() + " does not answer");
        }

        /** How much of its time a member stood still, is known once it can be asked. */
        @Override
        void heal(Member member) {
            double since = (System.nanoTime() - begun.getOrDefault(member.name(), 0L)) / 1e6;
            collect(member, Duration.ZERO);
            stood.put(member.name(), stood(member) / since);
        }

        private double stood(Member member) {
            long start = before.getOrDefault(member.name(), 0L);
            return millis(member).orElse(start) - start;
        }

        /** One that stands still does not answer; where it does, its own count tells. */
        @Override
        Optional<String> leak(Member member) {
            if (!cluster().answers(member)) {
                return Optional.empty();
            }
            Pause.until(() -> stood(member) > 0, PATIENCE, LOOK);
            double since = (System.nanoTime() - begun.getOrDefault(member.name(), 0L)) / 1e6;
            return tooLittle(member, stood(member) / since);
        }

        private static Optional<String> tooLittle(Member member, double share) {
            return share >= LEAST_SHARE
                    ? Optional.empty()
                    : Optional.of(
                            member.name() + " stood still for " + Math.round(share * 100) + " % of the time only");
        }

        @Override
        Optional<String> remains(Member member) {
            Optional<Long> first = millis(member);
            Pause.of(LOOK);
            Optional<Long> second = millis(member);
            boolean quiet = first.isPresent()
                    && second.isPresent()
                    && second.get() - first.get() < LOOK.toMillis() * LEAST_SHARE;
            if (!quiet) {
                return Optional.of(member.name() + " still collects");
            }
            return super.remains(member).or(() -> tooLittle(member, stood.getOrDefault(member.name(), 0.0)));
        }
    }
}
