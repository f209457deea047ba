package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.nemesis.ProcessFault.State;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Step;
import io.schism.harness.scenario.Variant;
import io.schism.histories.error.UserError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The registry of faults. */
public final class Faults {
    private static final List<Fault> NETWORK = List.of(
            new CutFault(),
            new LossFault(),
            new DelayFault(),
            new RateFault(),
            new ResetFault(),
            new DuplicateFault(),
            new ReorderFault(),
            new NamesFault());

    private static final List<Fault> PROCESSES = List.of(
            new ProcessFault(
                    "pause", "every thread of a process stands still, as in a long GC pause", Site::pause, State.STILL),
            new ProcessFault(
                    "stop-jvm", "a JVM alone is stopped (SIGSTOP), and nothing around it", Site::sigstop, State.STILL),
            new GcPauseFault(),
            new CpuFault(),
            new ProcessFault(
                    "kill",
                    "a process ends at once (SIGKILL) and is started again when healed",
                    Site::kill,
                    State.DOWN),
            new ProcessFault(
                    "stop",
                    "a process ends in good order (SIGTERM) and is started again when healed",
                    Site::stop,
                    State.DOWN),
            new OutOfMemoryFault(),
            new RestartFault(),
            new CrashLoopFault(),
            new RollingRestartFault());

    private static final List<Fault> ZOOKEEPER = List.of(
            new ExpireSessionFault(),
            new ElectLeaderFault(),
            new LagFollowerFault(),
            new EnsembleDownFault(),
            new ReconfigureFault(),
            new OverloadFault(),
            new WatchFloodFault(),
            new ConnectionLimitFault());

    private static final List<Fault> DISKS = List.of(
            new LoseUnsyncedFault(),
            new WipeDataFault(),
            new DamageFault.Flip(),
            new DamageFault.Truncation(),
            new RestoreDataFault(),
            new ReadOnlyDiskFault(),
            new FullDiskFault(),
            new SlowDiskFault());

    private static final List<Fault> CLOCKS = ClockFault.all().toList();

    private static final List<Fault> ALL = Stream.of(NETWORK, PROCESSES, CLOCKS, DISKS, ZOOKEEPER)
            .flatMap(List::stream)
            .toList();

    private Faults() {}

    public static List<Fault> all() {
        return ALL;
    }

    /** What a plan must say of each, by name. */
    public static Map<String, FaultForm> forms() {
        Map<String, FaultForm> forms = new TreeMap<>();
        ALL.forEach(fault -> forms.put(fault.name(), fault.form()));
        return forms;
    }

    /**
     * Whether a backend can do every step that a variant's plan may lead to, and each can do something to its cluster.
     *
     * @throws UserError naming the first that cannot be done, with the reason
     */
    public static void require(Backend backend, Variant variant) {
        boolean voters = !variant.topology().members(Member.Kind.ZOOKEEPER).isEmpty();
        for (Step step : variant.plan().possibleSteps()) {
            Fault fault = named(step.fault());
            if (!voters && ZOOKEEPER.contains(fault)) {
                throw step.place()
                        .wrong(
                                "`" + step.fault() + "` is done to ZooKeeper, and this cluster has none",
                                "give it an ensemble, or leave the step out");
            }
            fault.unavailable(backend).ifPresent(reason -> {
                throw step.place()
                        .wrong(
                                "`" + step.fault() + "` cannot be done on " + backend.name() + ": " + reason,
                                "see `schism list faults` for the backends of each");
            });
            Imagined.futility(fault, step, variant.topology(), variant.service())
                    .ifPresent(futility -> {
                        throw step.place()
                                .wrong(
                                        "`" + step.fault() + "` can do nothing: " + futility.reason(),
                                        futility.remedy());
                    });
        }
    }

    /** Lets each fault of a plan prepare a site that nothing runs on yet. */
    public static void prepare(Site site, List<Step> steps) {
        steps.stream().map(Step::fault).distinct().map(Faults::named).forEach(fault -> fault.prepare(site));
    }

    /** @throws UserError where there is none of that name */
    public static Fault named(String name) {
        return ALL.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UserError.usage("no fault " + name, "see `schism list faults`"));
    }
}
