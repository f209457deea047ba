package io.schism.histories.bench;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A process that the benchmark starts, waits for and ends; what it prints is kept. */
final class BenchProcess {
    private static final int LONGEST_MINUTES = 10;

    private final int exit;
    private final String output;

    private BenchProcess(int exit, String output) {
        this.exit = exit;
        this.output = output;
    }

    /** Runs the main class of this class path in a new JVM. */
    static BenchProcess java(List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        // The launcher's collector: what a user of the command gets.
        command.add("-XX:+UseSerialGC");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    static BenchProcess run(List<String> command) throws IOException, InterruptedException {
        File output = File.createTempFile("bench", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
            return new BenchProcess(process.exitValue(), Files.readString(output.toPath()));
        } finally {
            output.delete();
        }
    }

    boolean succeeded() {
        return exit == 0;
    }

    String output() {
        return output;
    }

    /** Its lines {@code name=value}, as far as it got. */
    Properties figures() throws IOException {
        Properties figures = new Properties();
        try (InputStream in = new ByteArrayInputStream(output.getBytes(StandardCharsets.ISO_8859_1))) {
            figures.load(in);
        }
        return figures;
    }

    /** Why it failed, in a few words. */
    String failure() {
        if (output.contains("OutOfMemoryError")) {
            return "out of memory";
        }
        return "failed (exit " + exit + "): " + output.lines().findFirst().orElse("no output");
    }
}
