package io.schism.harness.cli;

import io.schism.harness.run.Library;
import io.schism.harness.scenario.PlanWriter;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.scenario.Variant;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        description = "Print the fault plan that a seed gives, all that is left to chance drawn; nothing runs.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCENARIO|FILE", description = "A scenario of `schism list scenarios`, or a YAML file.")
    String scenario = "";

    @Option(names = "--variant", description = "Which variant; the first where none is named.")
    String variant = "";

    @Option(names = "--seed", description = "The seed of everything random; drawn and printed where none is given.")
    @Nullable
    Long seed;

    @Override
    public Integer call() {
        Scenario found = Library.scenario(scenario);
        Variant chosen = Library.variant(found, variant);
        long drawn = seed != null ? seed : ThreadLocalRandom.current().nextLong(1, 1_000_000);
        System.out.println("# " + found.name() + " " + chosen.name() + ", seed " + drawn);
        System.out.print(PlanWriter.plan(chosen.expanded(drawn).plan()));
        return Exit.VALID.code();
    }
}
