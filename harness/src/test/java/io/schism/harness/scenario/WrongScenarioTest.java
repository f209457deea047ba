package io.schism.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.schism.harness.run.Library;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake in a scenario file is told in one line with file, line and remedy. */
class WrongScenarioTest {
    @TempDir
    Path folder;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("stop: 100s", "stopp: 100s", "did you mean `stop`?"),
                Arguments.of("nodes: [E1, E2]", "nodes: []", "region E has no node"),
                Arguments.of("at: 20s", "at: -20s", "must be a time, not -20s"),
                Arguments.of("for: 43s", "for: forever", "must be a time, not forever"),
                Arguments.of("for: 43s", "for: 143s", "comes before the last fault is healed"),
                Arguments.of("fault: cut", "fault: meteor", "is no fault: meteor"),
                Arguments.of("[C, W]], for", "[C, X]], for", "names neither region nor member: X"),
                Arguments.of("sides: [[E], [C, W]]", "sides: [[E]]", "needs two sides"),
                Arguments.of("primary: E1", "primary: E9", "names no node: E9"),
                Arguments.of("workload: mix", "workload: soup", "is no workload: soup"),
                Arguments.of("rate: 50", "rate: 0", "must be a number above zero"),
                Arguments.of("session-timeout: 6s", "session-timeout: 1s", "below two ticks"),
                Arguments.of("sync-limit: 2", "sync-limit: two", "must be a whole number"),
                Arguments.of("fencing: none", "fencing: barbed-wire", "choose one of none, epoch"),
                Arguments.of("extends: A", "extends: Z", "names no variant above it: Z"),
                Arguments.of("checkers: [DUAL, LOST, DIV, LIN]", "checkers: [TRIPLE]", "names no checker: TRIPLE"),
                Arguments.of("verdict: invalid", "verdict: perhaps", "choose one of valid, invalid, unknown"),
                Arguments.of("\"18*cut\"", "\"18*nap\"", "is no formula: 18*nap"),
                Arguments.of("schema: 1", "schema: 2", "from 1 to 1"),
                Arguments.of("schema: 1", "schema: [", "is not YAML"),
                Arguments.of("sides: [[E], [C, W]]", "sides: [[E], [E1, W]]", "has E1 on two sides"),
                Arguments.of(
                        "fault: cut, sides: [[E], [C, W]]", "fault: kill, targets: [clients-E]", "names clients alone"),
                Arguments.of("tick: 1s", "tick: 0s", "a time of zero"),
                Arguments.of("primary: E1", "primary: C1", "not promotable"),
                Arguments.of("nodes: [E1, E2]", "nodes: [E1, W]", "uses the name W twice"),
                Arguments.of("name: github-2018", "name: a/b", "is no name for a scenario"),
                Arguments.of("  A-no-cut:", "  \"A b\":", "is no name for a variant"),
                Arguments.of("  C: {nodes", "  E: {nodes", "E"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_with_its_line(String right, String wrong, String told) throws IOException {
        String text = Scenarios.text("github-2018");
        assertThat(text).contains(right);
        Path file = Files.writeString(
                folder.resolve("mine.yml"),
                text.replaceFirst(
                        java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong)));
        UserError error = catchThrowableOfType(UserError.class, () -> Library.scenario(file.toString()));
        assertThat(error).isNotNull();
        assertThat(error.getMessage())
                .startsWith(file + ":" + error.line())
                .contains(told)
                .doesNotContain("\n");
        assertThat(error.line()).isPositive();
        assertThat(error.kind()).isEqualTo(UserError.Kind.INPUT);
    }

    @Test
    void an_empty_file_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.yml"), "");
        assertThat(catchThrowableOfType(UserError.class, () -> Library.scenario(file.toString())))
                .hasMessageContaining("is empty");
    }

    @Test
    void a_scenario_that_is_not_there_is_told_with_those_that_are() {
        assertThat(catchThrowableOfType(UserError.class, () -> Library.scenario("github-2019")))
                .hasMessageContaining("github-2019")
                .hasMessageContaining(String.join(", ", List.of("github-2018")));
    }
}
