package io.schism.harness.run;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.cluster.Topology.Region;
import io.schism.harness.nemesis.Faults;
import io.schism.harness.nemesis.Nemesis;
import io.schism.harness.nemesis.Sightings;
import io.schism.harness.observe.Observers;
import io.schism.harness.observe.Quiescence;
import io.schism.harness.scenario.LoadLine;
import io.schism.harness.scenario.PlanWriter;
import io.schism.harness.scenario.Variant;
import io.schism.harness.service.UserService;
import io.schism.harness.yaml.Durations;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Recorder;
import io.schism.workloads.client.Timeouts;
import io.schism.workloads.time.Pause;
import io.schism.workloads.workload.Load;
import io.schism.workloads.workload.LoadSpec;
import io.schism.workloads.workload.Pace;
import io.schism.workloads.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One execution of a scenario: a cluster, a load, a fault plan, and the history of what happened. */
public final class Run {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final Duration FINAL_READS = Duration.ofSeconds(60);
    private static final int FINAL_READERS = 16;
    private static final Duration LOOK = Duration.ofMillis(50);

    private final RunRequest request;
    private final Variant variant;
    private final Progress progress;

    public Run(RunRequest request, Progress progress) {
        this.request = request;
        this.variant = request.variant().expanded(request.seed());
        this.progress = progress;
    }

    /**
     * Runs it, and judges it from its folder.
     *
     * @throws io.schism.histories.error.UserError where the environment cannot do it; the folder then says so too
     */
    public RunResult execute() {
        Faults.require(request.backend(), request.variant());
        if (variant.service() instanceof UserService user) {
            user.requireScale(request.scale());
        }
        RunFolder folder = RunFolder.create(request.runs(), request.scenario().name(), variant.name(), request.seed());
        try (Alive alive = Alive.hold(folder.path())) {
            return execute(folder);
        }
    }

    private RunResult execute(RunFolder folder) {
        folder.write(
                "scenario.yml", PlanWriter.write(request.scenario(), variant, List.of("ran as: " + request.command())));
        RunRecord record = RunRecord.begin(folder, request);
        try {
            record(folder, record);
        } catch (RuntimeException e) {
            record.failed(e);
            reportFailure(folder, e);
            throw e;
        }
        progress.stage("judging", Duration.ofSeconds(2));
        return RunResult.judge(folder.path());
    }

    /** A run that could not go on has its reports too: what CI finds nothing of looks like a pass. */
    private static void reportFailure(RunFolder folder, RuntimeException failure) {
        try {
            if (Files.isRegularFile(folder.history()) && Files.size(folder.history()) > 0) {
                RunResult.judge(folder.path());
            } else {
                RunResult.reportFailure(folder.path());
            }
        } catch (RuntimeException | IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void record(RunFolder folder, RunRecord record) {
        double scale = request.scale();
        List<Member> members = variant.topology().members();
        progress.stage(
                "starting " + members.size() + " members on "
                        + request.backend().name(),
                Duration.ofSeconds(15));
        Site site = request.backend()
                .open(folder.id(), folder.path(), members, variant.topology().roundTrips());
        try (Cluster cluster = new Cluster(site, variant.topology(), variant.service(), scale, request.seed())) {
            Faults.prepare(site, variant.plan().steps());
            long starting = System.nanoTime();
            cluster.start(START);
            record.serving(Duration.ofNanos(System.nanoTime() - starting), cluster);
            ViolationWatch watch = new ViolationWatch(request.stopOnViolation(), RunRecord.MODEL);
            Sightings sightings = new Sightings();
            try (Recorder recorder = Recorder.open(folder.history(), operation -> {
                        watch.recorded(operation);
                        sightings.recorded(operation);
                        progress.recorded(operation);
                    });
                    Observers observers = Observers.start(cluster, recorder);
                    Clients clients = Clients.open(
                            cluster,
                            recorder,
                            Timeouts.BASE.scaled(scale),
                            folder.path().resolve("nodes"));
                    Nemesis nemesis = new Nemesis(cluster, recorder, request.seed(), sightings)) {
                Duration length = Durations.scale(variant.stop(), scale);
                progress.stage("load and faults", length);
                nemesis.phase("before");
                long start = System.nanoTime();
                try (Load load = Load.start(specs(), request.seed(), recorder, clients.byRegion())) {
                    try (ViolationWatch looking = watch.over(recorder, load::halt)) {
                        nemesis.carryOut(variant.plan(), scale, start, length, looking::hasStopped);
                        Pause.until(looking::hasStopped, length.minusNanos(System.nanoTime() - start), LOOK);
                    }
                    load.stop();
                    watch.stop().ifPresent(record::stopped);
                    progress.stage("waiting for quiet", Durations.scale(QUIET, scale));
                    Quiescence quiescence = new Quiescence(cluster, recorder);
                    quiescence.await(QUIET);
                    progress.stage("reading every key once more", Duration.ofSeconds(5));
                    nemesis.phase("final");
                    int unread = closingRegions(cluster).stream()
                            .mapToInt(region -> load.finalReads(
                                            region, areReadsLinearizable(), FINAL_READERS, FINAL_READS)
                                    .size())
                            .sum();
                    recorder.observe("closing-reads", Map.of(Keyword.of("unread"), (long) unread));
                    quiescence.recordFinalStates(folder.path().resolve("nodes"));
                    record.ended(load.tally());
                }
            }
            progress.stage("stopping", Duration.ofSeconds(3));
        }
    }

    private List<LoadSpec> specs() {
        Timeouts timeouts = Timeouts.BASE.scaled(request.scale());
        Duration patience = timeouts.connect().plus(timeouts.response());
        return variant.load().stream().map(line -> spec(line, patience)).toList();
    }

    private LoadSpec spec(LoadLine line, Duration patience) {
        Pace pace = line.pace().scaled(request.scale());
        return new LoadSpec(
                Workloads.named(line.workload()),
                line.regions(),
                line.ratePerSecond(),
                LoadSpec.enoughWorkers(
                        pace, line.ratePerSecond() / line.regions().size(), patience),
                areReadsLinearizable(),
                pace,
                line.keys(),
                line.clients());
    }

    private boolean areReadsLinearizable() {
        return variant.service().readsAreLinearizable();
    }

    /**
     * Where the closing reads are made: beside the primary of our own service, so that thousands of them take seconds; in every
     * region of a user's, for each may see something else.
     */
    private List<String> closingRegions(Cluster cluster) {
        return cluster.service().readsOnceMoreEverywhere()
                ? cluster.topology().regions().stream().map(Region::name).toList()
                : List.of(regionOfPrimary(cluster));
    }

    private String regionOfPrimary(Cluster cluster) {
        return variant.topology().regions().stream()
                .filter(r -> r.nodes().stream().anyMatch(n -> cluster.status(n)
                        .filter(s -> s.role().equals("primary"))
                        .isPresent()))
                .map(Region::name)
                .findFirst()
                .orElse(variant.topology().regions().get(0).name());
    }
}
