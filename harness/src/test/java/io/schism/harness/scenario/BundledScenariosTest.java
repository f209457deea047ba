package io.schism.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.run.Library;
import io.schism.harness.yaml.Place;
import io.schism.histories.verdict.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundledScenariosTest {
    static Stream<Variant> variants() {
        return Scenarios.bundled().stream().map(Library::scenario).flatMap(s -> s.variants().values().stream());
    }

    @Test
    void github_2018_has_the_five_variants_of_the_incident_and_its_controls() {
        assertThat(Library.scenario("github-2018").variants()).containsKeys("A", "B", "C", "D", "E", "A-no-cut");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void the_plan_that_ran_is_a_scenario_that_says_the_same(Variant variant, @TempDir Path folder) throws IOException {
        Scenario scenario = Scenarios.bundled().stream()
                .map(Library::scenario)
                .filter(s -> s.variants().containsValue(variant))
                .findFirst()
                .orElseThrow();
        Path file = folder.resolve("scenario.yml");
        Files.writeString(file, PlanWriter.write(scenario, variant.expanded(7), List.of("a comment")));
        Scenario again = Library.scenario(file.toString());
        assertThat(again.variants()).containsOnlyKeys(variant.name());
        assertThat(again.variants().get(variant.name()))
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Place.class)
                .isEqualTo(variant.expanded(7));
        assertThat(again.published()).isEqualTo(scenario.published());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void every_interval_of_a_prediction_holds_something_at_full_length_and_at_a_quarter(Variant variant) {
        for (double scale : new double[] {1, 0.25}) {
            var values = variant.values(scale);
            assertThat(variant.expect().figures())
                    .allSatisfy((name, interval) -> assertThat(interval.least().value(values))
                            .as(name)
                            .isLessThanOrEqualTo(interval.most().value(values)));
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void a_cut_outlasts_the_worst_promotion_by_ten_seconds(Variant variant) {
        var values = variant.values(1);
        double worst = values.get("sync") + 3 * values.get("tick") + values.get("T") + 4 * values.get("probe") + 2;
        boolean dual = variant.expect().verdict() == Validity.INVALID
                && variant.expect().checkers().contains("DUAL");
        if (dual) {
            assertThat(values.get("cut")).isGreaterThanOrEqualTo(worst + 10);
        }
    }
}
