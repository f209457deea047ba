package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.Backend;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service of a user's, in Python, that answers before it syncs what it was told, or after; the machine below it loses power. */
public record UnsyncedRegister(Backend backend, Path folder, String image) {
    private static final Path PROGRAM = Path.of("src", "test", "resources", "unsynced-register.py");
    private static final Pattern LOST = Pattern.compile(":state :in-force.*:lost-bytes \\{\"n1\" (\\d+)}");
    private static final String SCENARIO =
            """
            schema: 1
            name: unsynced
            title: one node answers before it syncs, or after
            regions:
              A: {nodes: [n1]}
            service:
              image: "%1$s"
              command: [python3, -c, "%2$s", "{host}", "{port}", "{data}", "answers"]
              arguments: [python3, -c, "%2$s", "{host}", "{port}", "{data}", "answers"]
              client:
                ask: all
                http:
                  read: {request: "GET /{key}", value: {json: value}}
                  write: {request: "PUT /{key}", body: "{value}"}
            load:
              - {workload: registers, regions: [A], rate: 40}
            plan:
              - {at: 3s, fault: lose-unsynced, targets: [n1], watch: 3s, for: 6s}
            stop: 14s
            variants:
              answers:
                title: "first it answers"
                expect: {verdict: invalid, checkers: [LIN]}
              syncs:
                title: "first it syncs"
                service:
                  command: [python3, -c, "%2$s", "{host}", "{port}", "{data}", "syncs"]
                  arguments: [python3, -c, "%2$s", "{host}", "{port}", "{data}", "syncs"]
                expect: {verdict: valid}
              restored:
                title: "first it syncs, and is given back old data"
                extends: syncs
                plan:
                  - {at: 3s, fault: restore-data, targets: [n1], age: 3s, for: 6s}
                expect: {verdict: invalid, checkers: [LIN]}
            """;

    /** Runs one of those that lose power, and returns how many bytes it has lost, by the history. */
    public long bytesLost(String variant) throws IOException {
        Matcher lost = LOST.matcher(history(variant));
        assertThat(lost.find()).as("the history tells what was lost").isTrue();
        return Long.parseLong(lost.group(1));
    }

    /** Runs one; it comes out as predicted, the fault was in force. Returns the text of its history. */
    public String history(String variant) throws IOException {
        String program = Files.readString(PROGRAM)
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n");
        Path file = Files.writeString(folder.resolve("unsynced.yml"), SCENARIO.formatted(image, program));
        Scenario scenario = Library.scenario(file.toString());
        RunResult result = new Run(
                        new RunRequest(scenario, Library.variant(scenario, variant), backend, 1, 1, folder),
                        Progress.SILENT)
                .execute();
        assertThat(result.deviations()).isEmpty();
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.checker().equals("FAULT"))
                .extracting(Verdict::validity)
                .containsExactly(Validity.VALID);
        return Files.readString(result.folder().resolve("history.edn"));
    }
}
