package io.schism.harness.cli;

import io.schism.histories.error.UserError;
import io.schism.histories.history.Export;
import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "export", description = "Write a history as other tools take it.", mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE|RUN", description = "A history file, or a run's folder.")
    Path input = Path.of("runs/latest");

    @Option(names = "--to", required = true, description = "knossos, jepsen or json.")
    String form = "";

    @Option(
            names = {"--output", "-o"},
            description = "The file to write; else standard output.")
    @Nullable
    Path output;

    @Override
    public Integer call() {
        Export export = Arrays.stream(Export.values())
                .filter(e -> e.word().equals(form))
                .findFirst()
                .orElseThrow(() -> UserError.usage(
                        "no form " + form,
                        "choose one of "
                                + Arrays.stream(Export.values())
                                        .map(Export::word)
                                        .collect(Collectors.joining(", "))));
        History history = HistoryReader.read(Files.isDirectory(input) ? input.resolve("history.edn") : input);
        try {
            if (output == null) {
                export.write(history, System.out);
                Main.demandWritten();
            } else {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(output))) {
                    export.write(history, out);
                }
            }
        } catch (IOException e) {
            throw UserError.environment("cannot write the export: " + e.getMessage(), "choose another --output", e);
        }
        return 0;
    }
}
