package io.schism.harness.junit;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Site;
import io.schism.harness.run.RunFolder;
import io.schism.harness.run.RunRequest;
import io.schism.harness.run.RunResult;
import io.schism.harness.scenario.Variant;
import io.schism.harness.service.UserService;
import io.schism.histories.history.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What one test was given, made when it is asked for. */
final class Equipment implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final int LONGEST_NAME = 40;

    private final Settings settings;
    private final long seed;
    private final ExtensionContext context;
    private final Runner runner;
    private @Nullable RunFolder folder;
    private @Nullable Cluster cluster;
    private @Nullable Recorder recorder;

    Equipment(Settings settings, long seed, ExtensionContext context, Consumer<RunResult> listener) {
        this.settings = settings;
        this.seed = seed;
        this.context = context;
        this.runner = new Runner(settings, seed, runs(), listener);
    }

    /** As configured, else in the folder that the build cleans. */
    private Path runs() {
        return context.getConfigurationParameter("schism.runs").map(Path::of).orElseGet(RunFolder::runsOfTests);
    }

    Runner runner() {
        return runner;
    }

    List<RunResult> results() {
        return runner.results();
    }

    /** A cluster that serves. */
    Cluster cluster() {
        if (cluster == null) {
            RunRequest request = settings.request("", seed, runs());
            Variant variant = request.variant();
            if (variant.service() instanceof UserService user) {
                user.requireScale(request.scale());
            }
            Site site = request.backend()
                    .open(
                            folder().id(),
                            folder().path(),
                            variant.topology().members(),
                            variant.topology().roundTrips());
            cluster = new Cluster(site, variant.topology(), variant.service(), request.scale(), seed);
            cluster.start(START);
        }
        return cluster;
    }

    Recorder recorder() {
        if (recorder == null) {
            recorder = Recorder.open(folder().history());
            context.publishReportEntry(
                    "schism.history", folder().history().toAbsolutePath().toString());
        }
        return recorder;
    }

    /** The folder of a test that does not leave everything to the runner. */
    private RunFolder folder() {
        if (folder == null) {
            folder = RunFolder.create(
                    runs(),
                    shortened(context.getRequiredTestClass().getSimpleName()),
                    shortened(context.getRequiredTestMethod().getName()),
                    seed);
            context.publishReportEntry(
                    "schism.folder", folder.path().toAbsolutePath().toString());
        }
        return folder;
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    @Override
    public void close() {
        try (Recorder last = recorder;
                Cluster first = cluster) {
            recorder = null;
            cluster = null;
        }
    }
}
