package io.schism.harness.cli;

import io.schism.harness.backend.Backends;
import io.schism.harness.nemesis.Faults;
import io.schism.harness.run.Library;
import io.schism.harness.run.Rehearsal;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.scenario.Variant;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "doctor",
        description = "Check this machine and a scenario: start its cluster, and do one operation of each kind.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final long KIB_NEEDED = 1L << 20;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The scenario; this machine alone where none is named.")
    @Nullable
    String file;

    @Option(names = "--variant", description = "Which variant; the first where none is named.")
    String variant = "";

    @Option(names = "--backend", description = "loopback (default) or docker.", defaultValue = "loopback")
    String backend = "loopback";

    @Override
    public Integer call() {
        say("Java " + Runtime.version() + " on " + Runtime.getRuntime().availableProcessors() + " processors");
        memory();
        for (String name : Backends.names()) {
            backend(name);
        }
        if (file == null) {
            return 0;
        }
        Scenario scenario = Library.scenario(file);
        Variant chosen = Library.variant(scenario, variant);
        say(file + " is well formed; variants: "
                + String.join(", ", scenario.variants().keySet()));
        say("judged by " + String.join(", ", chosen.checkers()));
        Faults.require(Backends.named(backend), chosen);
        rehearse(chosen);
        say("all is well: schism run " + file + " --variant " + chosen.name() + " --backend " + backend);
        return 0;
    }

    /** Logs stay where something went wrong. */
    private void rehearse(Variant chosen) {
        try {
            Path folder = Files.createTempDirectory("schism-doctor-");
            Rehearsal.of(chosen, Backends.named(backend), folder, DoctorCommand::say);
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw UserError.environment("cannot keep logs in the temporary folder: " + e, "set TMPDIR", e);
        }
    }

    private void backend(String name) {
        try {
            say(name + " can run: " + Backends.named(name).needs());
        } catch (UserError e) {
            if (name.equals(backend) && file != null) {
                throw e;
            }
            say(name + " cannot run here: " + Main.oneLine(String.valueOf(e.getMessage())));
        }
    }

    private static void memory() {
        try {
            long free = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
            say((free >> 10) + " MB of memory free" + (free < KIB_NEEDED ? "; a run wants 1024 MB" : ""));
        } catch (IOException e) {
            say("how much memory is free cannot be told: " + e.getMessage());
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
