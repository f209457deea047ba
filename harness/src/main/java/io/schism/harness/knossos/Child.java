package io.schism.harness.knossos;

import io.schism.harness.process.ChildProcess;
import io.schism.harness.process.JavaCommand;
import io.schism.histories.edn.EdnException;
import io.schism.histories.edn.EdnReader;
import io.schism.histories.edn.Keyword;
import io.schism.histories.error.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One child process with Knossos in it. It answers one request after another; past a limit it is killed. */
final class Child implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final String EXHAUSTED = "Terminating due to java.lang.OutOfMemoryError";
    private static final String END = "";

    /** Why there is no answer, where that is a limit. */
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;

        Stopped(String why) {
            super(why);
        }
    }

    private final Path folder;
    private final ChildProcess process;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Child(Path folder, ChildProcess process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @throws UserError where Knossos does not load
     */
    static Child start(List<Path> classPath, OptionalLong heap) {
        Path folder = folder();
        List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        heap.ifPresent(bytes -> options.add("-Xmx" + Math.max(bytes >> 20, 16) + "m"));
        ChildProcess process = ChildProcess.converse(new JavaCommand(
                "check",
                "knossos",
                options,
                classPath,
                KnossosMain.class.getName(),
                List.of(),
                folder,
                folder.resolve("log")));
        Child child = new Child(folder, process);
        Thread listener = new Thread(child::listen, "knossos-answers");
        listener.setDaemon(true);
        listener.start();
        try {
            child.demand(child.next(START_LIMIT));
            return child;
        } catch (Stopped e) {
            child.close();
            throw UserError.environment(
                    "Knossos does not start: " + e.getMessage(), "see that the machine is not overloaded", e);
        } catch (UserError e) {
            child.close();
            throw e;
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("schism-knossos");
        } catch (IOException e) {
            throw UserError.environment("cannot make a temporary folder: " + e.getMessage(), "set TMPDIR", e);
        }
    }

    private void listen() {
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.UTF_8))) {
            answers.lines().forEach(lines::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            lines.add(END);
        }
        lines.add(END);
    }

    /**
     * The answer to a request.
     *
     * @throws Stopped where a limit was reached; the child is gone then
     * @throws UserError where Knossos failed
     */
    Map<?, ?> ask(String request, Duration limit) throws Stopped {
        try {
            OutputStream out = process.input();
            out.write((request + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // It ended; why is what it said last.
            return demand(next(limit));
        }
        return demand(next(limit));
    }

    private String next(Duration limit) throws Stopped {
        String line;
        try {
            line = lines.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped("the check was interrupted");
        }
        if (line == null) {
            throw new Stopped("the time limit was reached");
        }
        if (line.startsWith(EXHAUSTED)) {
            throw new Stopped("the memory limit was reached");
        }
        return line;
    }

    private Map<?, ?> demand(String line) {
        try {
            if (EdnReader.parse(line.equals(END) ? "nil" : line) instanceof Map<?, ?> answer) {
                Object broken = answer.get(Keyword.of("broken"));
                if (broken == null) {
                    return answer;
                }
                throw failed(String.valueOf(broken));
            }
        } catch (EdnException e) {
            throw failed("it answered " + line);
        }
        throw failed(
                "its process ended" + lastWords().map(words -> ": " + words).orElse(""));
    }

    private static UserError failed(String why) {
        return UserError.environment("Knossos failed: " + why, "take --engine native, or another release of Knossos");
    }

    private Optional<String> lastWords() {
        try {
            List<String> log = Files.readAllLines(folder.resolve("log"), StandardCharsets.ISO_8859_1);
            return log.isEmpty() ? Optional.empty() : Optional.of(log.get(log.size() - 1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    static @Nullable Object field(Map<?, ?> answer, String name) {
        return answer.get(Keyword.of(name));
    }

    /** Ends it at once: nothing in it is worth keeping. */
    @Override
    public void close() {
        process.kill();
        try {
            Files.deleteIfExists(folder.resolve("log"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // What is left is an empty folder among the machine's temporary ones.
            folder.toFile().deleteOnExit();
        }
    }
}
