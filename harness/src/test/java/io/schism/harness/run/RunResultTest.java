package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.harness.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of runs, made by hand, and judged. */
class RunResultTest {
    @TempDir
    Path folder;

    @Test
    void a_run_whose_last_fault_was_healed_after_the_load_is_judged_though_its_plan_would_be_refused()
            throws IOException {
        Path scenario = folder.resolve("scenario.yml");
        Files.writeString(scenario, Scenarios.text("github-2018").replace("for: 43s", "for: 143s"));
        Files.writeString(
                folder.resolve("run.json"),
                "{\"scenario\":\"github-2018\",\"variant\":\"A\",\"seed\":4,\"model\":\"register\","
                        + "\"backend\":\"loopback\",\"scale\":1,\"started\":\"2026-01-01T00:00:00Z\",\"state\":\"ended\"}");
        Files.writeString(
                folder.resolve("history.edn"),
                "{:index 0 :time 1 :process 0 :type :invoke :f :write :value [1 2] :region \"E\"}\n"
                        + "{:index 1 :time 2 :process 0 :type :ok :f :write :value [1 2] :region \"E\" :node \"E1\"}\n");
        assertThatThrownBy(() -> Library.scenario(scenario.toString()))
                .hasMessageContaining("comes before the last fault is healed");
        RunResult judged = RunResult.judge(folder);
        assertThat(judged.verdicts()).isNotEmpty();
        assertThat(folder.resolve("verdict.json")).isNotEmptyFile();
    }
}
