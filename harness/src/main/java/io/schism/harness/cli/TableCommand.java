package io.schism.harness.cli;

import io.schism.harness.run.RunResult;
import io.schism.harness.run.RunTable;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "table",
        description = "Print a Markdown table of runs: predicted against measured, every run listed.",
        mixinStandardHelpOptions = true)
final class TableCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Folders of runs, or run folders themselves.")
    List<Path> folders = List.of();

    @Option(
            names = "--figure",
            paramLabel = "HEADING=FIGURE",
            description =
                    "A column of its own: \"lost=LOST.lost\"; of figures by region the least and the largest. Repeat it for more.")
    Map<String, String> figures = new LinkedHashMap<>();

    @Override
    public Integer call() {
        List<Path> runs = new ArrayList<>();
        for (Path folder : folders) {
            if (RunResult.isRun(folder)) {
                runs.add(folder);
                continue;
            }
            try (Stream<Path> inside = Files.list(folder)) {
                inside.filter(p -> !Files.isSymbolicLink(p) && RunResult.isRun(p))
                        .sorted()
                        .forEach(runs::add);
            } catch (IOException | UncheckedIOException e) {
                throw UserError.usage("cannot list " + folder, "name a folder of runs");
            }
        }
        if (runs.isEmpty()) {
            throw UserError.usage("no run in " + folders, "name a folder of runs");
        }
        System.out.print(figures.isEmpty() ? RunTable.markdown(runs) : RunTable.markdown(runs, figures));
        return 0;
    }
}
