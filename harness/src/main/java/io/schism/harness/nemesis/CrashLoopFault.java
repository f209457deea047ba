package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Processes are killed and started again, again and again. */
final class CrashLoopFault implements Fault {
    private static final String EVERY = "every";

    @Override
    public FaultForm form() {
        return FaultForm.members("crash-loop", Setting.duration(EVERY, "3s", "how long each process lives"));
    }

    @Override
    public String description() {
        return "a process is killed (SIGKILL) and started again, again and again";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: crash-loop, targets: [E1], every: 3s, for: 15s}";
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Loops(cluster, strike);
    }

    private static final class Loops extends MemberInjection {
        /** A start on a busy machine may take that much longer than the life after it. */
        private static final Duration LATE = Duration.ofSeconds(10);

        private final Duration every;
        private final Map<String, Repetition> loops = new ConcurrentHashMap<>();
        private final Map<String, AtomicInteger> crashes = new ConcurrentHashMap<>();
        private volatile long begun;

        Loops(Cluster cluster, Strike strike) {
            super(cluster, strike.members());
            this.every = strike.settings().duration(EVERY);
        }

        @Override
        public void inject() {
            begun = System.nanoTime();
            super.inject();
        }

        @Override
        void inject(Member member) {
            AtomicInteger count = crashes.computeIfAbsent(member.name(), name -> new AtomicInteger());
            crash(member.name(), count);
            loops.put(
                    member.name(),
                    Repetition.start("crash-loop-" + member.name(), every, () -> crash(member.name(), count)));
        }

        private boolean crash(String member, AtomicInteger count) {
            cluster().site().kill(member);
            Restarts.startAnew(cluster(), member);
            count.incrementAndGet();
            return true;
        }

        @Override
        void heal(Member member) {
            Optional.ofNullable(loops.get(member.name())).ifPresent(Repetition::close);
            Restarts.start(cluster(), member.name());
        }

        /** It crashed at least as often as its time allows, but for one late start. */
        @Override
        Optional<String> leak(Member member) {
            Repetition loop = loops.get(member.name());
            if (loop == null) {
                return Optional.of(member.name() + " was not killed");
            }
            long due = (System.nanoTime() - begun - LATE.toNanos())
                    / every.plus(LATE).toNanos();
            int crashed =
                    crashes.getOrDefault(member.name(), new AtomicInteger()).get();
            return loop.failure()
                    .or(() -> crashed < Math.max(1, due)
                            ? Optional.of(member.name() + " crashed only " + crashed + " times")
                            : Optional.empty());
        }
    }
}
