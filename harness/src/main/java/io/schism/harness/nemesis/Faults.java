package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.cluster.Topology;
import io.schism.harness.nemesis.ProcessFault.State;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Step;
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
     * Whether a backend can do every one of these steps, and there is what they are aimed at.
     *
     * @throws UserError naming the first that it cannot do on this machine, with the reason
     */
    public static void require(Backend backend, Topology topology, List<Step> steps) {
        boolean voters = !topology.members(Member.Kind.ZOOKEEPER).isEmpty();
        for (Step step : steps) {
            if (!voters && ZOOKEEPER.contains(named(step.fault()))) {
                throw step.place()
                        .wrong(
                                "`" + step.fault() + "` is done to ZooKeeper, and this cluster has none",
                                "give it an ensemble, or leave the step out");
            }
            named(step.fault()).unavailable(backend).ifPresent(reason -> {
                throw step.place()
                        .wrong(
                                "`" + step.fault() + "` cannot be done on " + backend.name() + ": " + reason,
                                "see `schism list faults` for the backends of each");
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
