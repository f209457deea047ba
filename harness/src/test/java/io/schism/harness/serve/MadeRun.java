package io.schism.harness.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A run's folder made by a test, its history written line by line. */
final class MadeRun {
    private final Path folder;
    private int lines;
    private long millis;

    private MadeRun(Path folder) {
        this.folder = folder;
    }

    /** One that has just begun. */
    static MadeRun begin(Path runs, String name, String scenario) throws IOException {
        MadeRun run = new MadeRun(Files.createDirectory(runs.resolve(name)));
        run.record(scenario, "running");
        Files.writeString(run.folder.resolve("scenario.yml"), "scenario: made\n");
        Files.writeString(run.folder.resolve("history.edn"), "");
        return run;
    }

    Path folder() {
        return folder;
    }

    String name() {
        return folder.getFileName().toString();
    }

    void record(String scenario, String state) throws IOException {
        Files.writeString(
                folder.resolve("run.json"),
                "{\"scenario\":\"" + scenario + "\",\"variant\":\"A\",\"seed\":7,\"backend\":\"loopback\",\"started\":"
                        + "\"2026-01-01T00:00:00Z\",\"error\":\"no Docker\",\"state\":\"" + state + "\"}");
    }

    /** Every line 100 ms after the one before. */
    private void append(String line) throws IOException {
        Files.writeString(
                folder.resolve("history.edn"),
                "{:index " + lines++ + " :time " + (millis += 100) * 1_000_000 + " " + line + "}\n",
                StandardOpenOption.APPEND);
    }

    void role(String node, String role, int epoch) throws IOException {
        append(":process :observer :type :info :f :role :value {:role :" + role + " :epoch " + epoch + "} :node \""
                + node + "\"");
    }

    void cut(String state) throws IOException {
        append(":process :nemesis :type :info :f :cut :value {:id 1 :state :" + state + " :pairs [[\"E1\" \"W1\"]]}");
    }

    void write(int process, String outcome) throws IOException {
        append(":process " + process + " :type :invoke :f :write :value [1 2] :region \"E\"");
        append(":process " + process + " :type :" + outcome + " :f :write :value [1 2] :region \"E\" :node \"E1\"");
    }

    /** As a run that came to its end leaves it. */
    void judged(String valid) throws IOException {
        Files.writeString(folder.resolve("verdict.json"), "{\"schema\":1,\"valid\":" + valid + "}");
        Files.writeString(folder.resolve("report.html"), "<!doctype html><html lang=\"en\"><title>report</title>");
    }
}
