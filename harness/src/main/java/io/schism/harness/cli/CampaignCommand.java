package io.schism.harness.cli;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Backend;
import io.schism.harness.run.Campaign;
import io.schism.harness.run.CampaignResult;
import io.schism.harness.run.Library;
import io.schism.harness.run.RunFolder;
import io.schism.harness.run.RunRequest;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.scenario.Variant;
import io.schism.histories.error.UserError;
import io.schism.histories.verdict.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "campaign",
        description = "Run a scenario with many seeds, first attempts only, and count what came out.",
        mixinStandardHelpOptions = true)
final class CampaignCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO|FILE",
            description = "A scenario of `schism list scenarios` (default: random-faults), or a YAML file.",
            defaultValue = "random-faults")
    String scenario = "random-faults";

    @Option(names = "--variant", description = "Which variant; the first where none is named.")
    String variant = "";

    @Option(names = "--backend", description = "loopback (default) or docker.", defaultValue = "loopback")
    String backend = "loopback";

    @Option(names = "--seed", description = "The first seed; each run takes the next one.", defaultValue = "1")
    long seed = 1;

    @Option(names = "--count", description = "How many runs (default: 10).", defaultValue = "10")
    int count = 10;

    @Option(names = "--jobs", description = "How many runs at a time (default: 1).", defaultValue = "1")
    int jobs = 1;

    @Option(names = "--scale", description = "Multiplies every duration (default: 0.25).", defaultValue = "0.25")
    double scale = 0.25;

    @Option(
            names = "--stop-on-violation",
            description = "End each load as soon as what clients saw is proven not linearizable.")
    boolean stopOnViolation;

    @Option(names = "--runs", description = "Where runs are kept; else SCHISM_RUNS, else ./runs.")
    String runs = "";

    @Override
    public Integer call() {
        if (count < 1 || jobs < 1) {
            throw UserError.usage("--count and --jobs must be 1 at least", "write --count 10 --jobs 1");
        }
        Scenario found = Library.scenario(scenario);
        Variant chosen = Library.variant(found, variant);
        Backend where = Backends.named(backend);
        Path folder = RunFolder.runs(runs);
        double factor = Scale.of(scale);
        Campaign campaign = new Campaign(
                drawn -> {
                    RunRequest request = new RunRequest(found, chosen, where, drawn, factor, folder);
                    return stopOnViolation ? request.stoppingOnViolation() : request;
                },
                jobs);
        CampaignResult result = campaign.execute(seed, count, CampaignCommand::tell);
        String title = found.name() + " " + chosen.name() + " on " + where.name() + ", seeds " + seed + " to "
                + (seed + count - 1) + ", scale " + factor;
        String text = result.markdown(title);
        write(folder.resolve("campaign-" + found.name() + "-" + chosen.name() + ".md"), text);
        System.out.print(text);
        return exit(chosen, result).code();
    }

    private static void tell(Campaign.Outcome outcome) {
        System.err.printf(
                Locale.ROOT,
                "seed %d: %s in %d s%s%n",
                outcome.seed(),
                outcome.word(),
                outcome.took().toSeconds(),
                outcome.why().isEmpty() ? "" : ", " + Main.oneLine(outcome.why()));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw UserError.environment("cannot write " + file + ": " + e.getMessage(), "choose another --runs", e);
        }
    }

    /** What is expected to be valid must never be invalid; what is expected to be invalid must be so at least once. */
    private static Exit exit(Variant variant, CampaignResult result) {
        boolean met = variant.expect().verdict() == Validity.INVALID
                ? result.count("invalid") > 0
                : result.count("invalid") == 0;
        if (!met || !result.left().isEmpty()) {
            return Exit.INVALID;
        }
        return result.count("unknown") + result.count("failed") > 0 ? Exit.UNKNOWN : Exit.VALID;
    }
}
