package io.schism.histories.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Writes a line for each test, or class of tests, that did not run: tags, name and reason, separated by tabs, into {@code
 * target/not-run.tsv} of its module. {@code make test} prints the sum last.
 */
public final class NotRunListener implements TestExecutionListener {
    private static final Path FILE = Path.of("target", "not-run.tsv");

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        write(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            write(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    private static void write(TestIdentifier test, String reason) {
        String tags = test.getTags().stream().map(TestTag::getName).sorted().collect(Collectors.joining(","));
        String name = test.getUniqueId().replaceAll(".*\\[class:([^]]*)].*", "$1") + ": " + test.getDisplayName();
        String line = String.join("\t", tags.isEmpty() ? "-" : tags, clean(name), clean(reason)) + "\n";
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String clean(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("^Assumption failed: ", "");
    }
}
