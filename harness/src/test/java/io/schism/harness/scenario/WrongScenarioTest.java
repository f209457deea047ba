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
                Arguments.of("{phase: before, region: E", "{phase: befor, region: E", "one of before, during, after"),
                Arguments.of("kind: insert", "kind: append", "choose one of read, insert, write, cas, or `*`"),
                Arguments.of("LOST.lost:", "LOST.losses:", "names no figure of LOST: losses"),
                Arguments.of("LOST.lost:", "\"LOST.\":", "names no figure of LOST: "),
                Arguments.of("LOST.lost:", "LOSS.lost:", "is a figure of LOSS, which does not judge"),
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
                Arguments.of("  C: {nodes", "  E: {nodes", "E"),
                Arguments.of("rate: 50}", "rate: 50, clients: 3}", "no meaning in an open loop"),
                Arguments.of("rate: 50}", "rate: 50, loop: closed, clients: 3}", "no meaning in a closed loop"),
                Arguments.of("rate: 50}", "loop: closed}", "lacks the key `clients`"),
                Arguments.of("rate: 50}", "rate: 50, loop: round}", "choose one of open, closed"),
                Arguments.of("rate: 50}", "rate: 50, arrivals: sudden}", "cannot be sudden"),
                plan("{at: 1s, fault: clock-jump, targets: [E1], by: 0s, for: 2s}", "the fault changes nothing"),
                plan("{at: 1s, fault: loss, sides: [[E], [W]], share: 0%, for: 2s}", "the fault changes nothing"),
                Arguments.of("rate: 50}", "rate: 50, arrivals: {ramp: {from: 1, over: 9s}}}", "must be a share"),
                Arguments.of("rate: 50}", "rate: 50, keys: {distribution: lumpy}}", "cannot be lumpy"));
    }

    static Stream<Arguments> mistakesInPlans() {
        return Stream.of(
                plan("{after: coronation, fault: cut, shape: halves, for: 2s}", "cannot be coronation"),
                plan("{at: 1s, after: promotion, fault: cut, shape: halves, for: 2s}", "stands beside `at`"),
                plan("{fault: cut, shape: halves, for: 2s}", "lacks the key `at`"),
                plan("{at: 1s, fault: cut, shape: halves}", "lacks the key `for`"),
                plan("{after: {event: healed, of: E1}, fault: cut, shape: halves, for: 2s}", "is no fault: E1"),
                plan("{after: {event: promotion, of: E9}, fault: cut, shape: halves, for: 2s}", "no member: E9"),
                plan("{at: 1s, fault: cut, shape: triangle, for: 2s}", "cannot be triangle"),
                plan("{at: 1s, fault: cut, shape: halves, sides: [[E], [W]], for: 2s}", "stands beside `shape`"),
                plan("{at: 1s, fault: cut, shape: halves, targets: [primary], for: 2s}", "no meaning for halves"),
                plan("{at: 1s, fault: cut, sides: [[E], [W]], of: nodes, for: 2s}", "stands without `shape`"),
                plan("{at: 1s, fault: cut, sides: [[rest], [rest]], for: 2s}", "names the rest twice"),
                plan("{at: 1s, fault: kill, targets: [secondary], for: 2s}", "neither region nor member: secondary"),
                plan("{at: 1s, fault: kill, targets: [minority-third of voters], for: 2s}", "hits nobody"),
                plan("{at: 1s, fault: kill, targets: [E1], for: 2s, repeat: {times: 3}}", "lacks the key `every`"),
                plan("{after: promotion, fault: kill, targets: [E1], for: 2s, repeat: {every: 3s}}", "has no end"),
                plan("{at: 1s, fault: kill, targets: [E1], for: 2s, flap: {on: 3s, off: 1s}}", "on for longer"),
                plan("{at: 1s, steps: []}", "write at least one step"),
                plan("{at: 1s, for: 2s, steps: [{quiet: {at: 1s, for: 1s}}]}", "stands within another line"),
                plan("{quiet: {at: 1s, for: 5s, every: 5s}}", "leaves no time for faults"),
                plan("{quiet: {after: promotion, for: 5s}}", "write `after: healed`"),
                plan("{quiet: {after: healed, at: 3s, for: 5s}}", "stands beside `after`"),
                plan("{after: {event: promotion, of: zk-E}, fault: cut, shape: halves, for: 2s}", "name a node"),
                plan("{after: {event: zk-election, of: E1}, fault: cut, shape: halves, for: 2s}", "name a voter"),
                plan("{quiet: {for: 5s}}", "lacks the key `at`"),
                plan("{random: {between: [0s, 1s], lasts: [1s, 2s], choose: []}}", "may be nothing"),
                plan("{random: {between: [2s, 1s], lasts: [1s, 2s], choose: []}}", "the shorter first"),
                plan("{random: {between: [1s, 1s], lasts: [1s, 2s], choose: []}}", "name at least one fault"),
                plan(
                        "{random: {until: 101s, between: [1s, 1s], lasts: [1s, 2s], choose: [{fault: kill,"
                                + " targets: [E1]}]}}",
                        "lasts until 101s, and the load stops at 100s"),
                plan(
                        "{after: promotion, for: 5s, steps: [{at: 1s, steps: [{fault: kill, targets: [E1],"
                                + " for: 1s, repeat: {every: 2s}}]}]}",
                        "has no end after an event"),
                plan(
                        "{random: {between: [1s, 1s], lasts: [1s, 2s], choose: [{steps: [{fault: kill, targets: [E1],"
                                + " repeat: {every: 3s}}]}]}}",
                        "has no end after an event, or in a random choice"),
                plan(
                        "{at: 1s, for: 5s, steps: [{at: 5s, fault: kill, targets: [E1]}]}",
                        "`at` is when its group has ended"),
                plan(
                        "{random: {between: [1s, 1s], lasts: [1s, 2s], choose: [{steps: [{fault: kill, targets: [E1],"
                                + " at: 1s}]}]}}",
                        "may be when its random choice has ended"),
                plan(
                        "{random: {between: [1s, 1s], lasts: [1s, 2s], choose: [{fault: meteor}]}}",
                        "is no fault: meteor"),
                plan(
                        "{random: {between: [1s, 1s], lasts: [1s, 2s],"
                                + " choose: [{fault: kill, targets: [E1], after: promotion}]}}",
                        "stands in a random choice"));
    }

    /** The flagship's plan, replaced by one line. */
    private static Arguments plan(String line, String told) {
        return Arguments.of("{at: 20s, fault: cut, sides: [[E], [C, W]], for: 43s}", line, told);
    }

    @Test
    void a_fault_in_a_quiet_window_is_told_where_the_fault_stands() throws IOException {
        String text = Scenarios.text("github-2018").replaceFirst("plan:\n", "plan:\n  - {quiet: {at: 50s, for: 5s}}\n");
        Path file = Files.writeString(folder.resolve("mine.yml"), text);
        assertThat(catchThrowableOfType(UserError.class, () -> Library.scenario(file.toString())))
                .hasMessageContaining("would break the quiet window at 50s")
                .hasMessageContaining("mine.yml:");
    }

    @ParameterizedTest
    @MethodSource({"mistakes", "mistakesInPlans"})
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
