package io.schism.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
    private static final List<String> NAMES = List.of("T", "tick", "cut");
    private static final Map<String, Double> VALUES = Map.of("T", 6.0, "tick", 1.0, "cut", 43.0);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "cut, 43",
        "-tick, -1",
        "cut - T, 37",
        "cut - 0.5*T + 3s, 43",
        "27*cut + 150, 1311",
        "250ms, 0.25",
        "cut-T-2*tick, 35",
        "2 * tick + 1, 3"
    })
    void a_sum_of_terms_has_the_value_of_its_terms(String text, double value) {
        assertThat(Formula.parse(text, NAMES).orElseThrow().value(VALUES)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "cut +", "cut cut", "cut * T", "nap", "3x", "cut - - T", "2*", "(cut)"})
    void anything_else_is_no_formula(String text) {
        assertThat(Formula.parse(text, NAMES)).isEmpty();
    }
}
