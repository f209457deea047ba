package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.engine.NativeEngine;
import io.schism.harness.report.Incident;
import io.schism.histories.history.History;
import io.schism.histories.verdict.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FiguresTest {
    /** By every variant of the incident: they are judged by different checkers. */
    @Test
    void every_number_that_a_checker_tells_of_the_incident_may_be_predicted() {
        History history = Incident.history();
        Set<String> judged = new HashSet<>();
        Library.scenario("github-2018").variants().values().forEach(variant -> {
            List<Verdict> verdicts = Judge.verdicts(new NativeEngine(), history, variant, RunRecord.MODEL, 1);
            for (Verdict verdict : verdicts) {
                judged.add(verdict.checker());
                verdict.figures().forEach((figure, value) -> {
                    if (value instanceof Number || value instanceof Map<?, ?>) {
                        assertThat(Figures.NUMBERS.get(verdict.checker()))
                                .as(verdict.checker())
                                .contains(figure);
                    }
                });
            }
        });
        assertThat(judged).contains("LIN", "DUAL", "LOST", "DIV", "GAP", "FAULT", "WORK");
    }
}
