package io.schism.harness.cli;

import io.schism.harness.client.ClientKinds;
import io.schism.harness.partition.Partition;
import io.schism.harness.run.Library;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.scenario.Scenarios;
import io.schism.histories.model.Models;
import io.schism.histories.synthetic.Kinds;
import io.schism.workloads.workload.Workloads;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "What there is to choose from.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    /** A kind of thing. */
    enum Kind {
        scenarios,
        workloads,
        faults,
        shapes,
        clients,
        models,
        histories
    }

    @Parameters(arity = "0..1", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}; all where none is named.")
    @org.jspecify.annotations.Nullable
    Kind kind;

    @Override
    public Integer call() {
        for (Kind each : kind == null ? List.of(Kind.values()) : List.of(kind)) {
            if (kind == null) {
                System.out.println(each + ":");
            }
            print(each, System.out);
        }
        return 0;
    }

    private static void print(Kind kind, PrintStream out) {
        switch (kind) {
            case scenarios ->
                Scenarios.bundled().stream().map(Library::scenario).forEach(s -> scenario(s, out));
            case workloads -> Workloads.all().forEach(w -> line(out, w.name(), w.description()));
            case faults -> new FaultListing(out).print();
            case shapes -> Arrays.stream(Partition.values()).forEach(s -> line(out, s.word(), s.description()));
            case clients -> ClientKinds.all().forEach(c -> line(out, c.name(), c.description()));
            case models -> Models.all().forEach(m -> line(out, m.name(), m.description()));
            case histories -> Kinds.all().forEach(k -> line(out, k.name(), k.description()));
        }
    }

    private static void scenario(Scenario scenario, PrintStream out) {
        line(out, scenario.name(), scenario.title());
        scenario.variants()
                .values()
                .forEach(v -> line(
                        out,
                        "  " + v.name(),
                        v.title() + " (" + v.expect().verdict().word()
                                + (v.expect().checkers().isEmpty()
                                        ? ""
                                        : ": " + String.join(", ", v.expect().checkers()))
                                + ")"));
    }

    private static void line(PrintStream out, String name, String text) {
        out.println(String.format(Locale.ROOT, "  %-20s%s", name, text));
    }
}
