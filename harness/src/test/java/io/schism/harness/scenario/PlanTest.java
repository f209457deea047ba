package io.schism.harness.scenario;

import static io.schism.harness.scenario.PlanLine.fault;
import static io.schism.harness.scenario.PlanLine.quiet;
import static io.schism.harness.scenario.PlanLine.quietAfterHeals;
import static io.schism.harness.scenario.PlanLine.random;
import static io.schism.harness.scenario.PlanLine.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.Topology;
import io.schism.harness.run.Library;
import io.schism.harness.yaml.Durations;
import io.schism.harness.yaml.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan says, and what one seed makes of it. */
class PlanTest {
    private static final Topology TOPOLOGY =
            Library.variant(Library.scenario("github-2018"), "A").topology();
    private static final Duration STOP = Duration.ofSeconds(100);

    @TempDir
    Path folder;

    private Plan read(String lines) throws IOException {
        String text = Scenarios.text("github-2018");
        String flagship = "  - {at: 20s, fault: cut, sides: [[E], [C, W]], for: 43s}\n";
        int at = text.indexOf(flagship);
        String plan = text.substring(0, at) + lines.indent(2) + text.substring(at + flagship.length());
        Path file = Files.writeString(folder.resolve("mine.yml"), plan);
        return Library.variant(Library.scenario(file.toString()), "A").plan();
    }

    /** Each step in a line: when, what, whom, how long. */
    private static List<String> steps(Plan plan) {
        return plan.expanded(1, STOP).steps().stream().map(PlanTest::line).toList();
    }

    private static String line(Step step) {
        String when = MomentReader.write(step.when()).toString();
        return when + " " + step.fault() + " " + TargetReader.write(step.target()) + " "
                + Durations.write(step.lasts());
    }

    @Test
    void a_step_repeated_three_times_is_three_steps() throws IOException {
        assertThat(steps(read("- {at: 5s, fault: kill, targets: [one of replicas], for: 2s, repeat: {every:"
                        + " 10s, times: 3}}")))
                .containsExactly(
                        "{at=5s} kill {targets=[one of replicas]} 2s",
                        "{at=15s} kill {targets=[one of replicas]} 2s",
                        "{at=25s} kill {targets=[one of replicas]} 2s");
    }

    @Test
    void a_step_repeated_until_the_load_stops_is_healed_by_then() throws IOException {
        assertThat(steps(read("- {at: 70s, fault: kill, targets: [E1], for: 8s, repeat: {every: 10s}}")))
                .containsExactly(
                        "{at=70s} kill {targets=[E1]} 8s",
                        "{at=80s} kill {targets=[E1]} 8s",
                        "{at=90s} kill {targets=[E1]} 8s");
    }

    @Test
    void a_flapping_cut_is_on_and_off_for_as_long_as_it_lasts() throws IOException {
        assertThat(steps(read("- {at: 10s, fault: cut, shape: halves, for: 10s, flap: {on: 2s, off: 2s}}")))
                .containsExactly(
                        "{at=10s} cut {shape=halves} 2s",
                        "{at=14s} cut {shape=halves} 2s",
                        "{at=18s} cut {shape=halves} 2s");
    }

    @Test
    void a_flapping_cut_leaves_the_same_to_chance_each_time_a_repeated_one_does_not() throws IOException {
        String cut = "- {at: 10s, fault: cut, shape: random-halves, ";
        assertThat(seeds(cut + "for: 10s, flap: {on: 2s, off: 2s}}")).hasSize(1);
        assertThat(seeds(cut + "for: 2s, repeat: {every: 4s, times: 3}}")).hasSize(3);
        assertThat(seeds(cut + "for: 6s, flap: {on: 2s, off: 2s}, repeat: {every: 8s, times: 3}}"))
                .as("each flap draws")
                .hasSize(3);
    }

    private Set<Long> seeds(String plan) throws IOException {
        return read(plan).expanded(1, STOP).steps().stream().map(Step::seed).collect(Collectors.toSet());
    }

    @Test
    void steps_of_a_group_begin_together_or_at_times_of_the_groups_own_end_with_it_and_groups_nest()
            throws IOException {
        assertThat(
                        steps(
                                read(
                                        """
                                        - at: 10s
                                          for: 5s
                                          steps:
                                            - {fault: cut, shape: isolate, targets: [primary]}
                                            - {fault: pause, targets: [minority], at: 1s, for: 2s}
                                            - {at: 2s, steps: [{fault: kill, targets: [zk-leader], at: 1s}]}
                                            - {at: 10s, for: 6s, steps: [{fault: kill, targets: [E2]}]}
                                        """)))
                .containsExactly(
                        "{at=10s} cut {shape=isolate, targets=[primary]} 5s",
                        "{at=11s} pause {targets=[minority]} 2s",
                        "{at=13s} kill {targets=[zk-leader]} 2s",
                        "{at=20s} kill {targets=[E2]} 6s");
    }

    @Test
    void a_group_that_waits_for_an_event_has_its_steps_wait_for_it() throws IOException {
        assertThat(
                        steps(
                                read(
                                        """
                                        - {at: 20s, fault: cut, sides: [[E], [C, W]], for: 43s}
                                        - after: {event: promotion, delay: 2s}
                                          for: 5s
                                          steps:
                                            - {fault: pause, targets: [primary]}
                                            - {fault: kill, targets: [E2], after: session-lost}
                                        """)))
                .containsExactly(
                        "{after={event=promotion, delay=2s}} pause {targets=[primary]} 5s",
                        "{after={event=session-lost, since={event=promotion, delay=2s}}} kill {targets=[E2]} 5s",
                        "{at=20s} cut {sides=[[E], [C, W]]} 43s");
    }

    private static final String RANDOM =
            """
            - random:
                from: 5s
                until: 95s
                between: [1s, 4s]
                lasts: [2s, 6s]
                choose:
                  - {weight: 3, fault: cut, shape: random-halves}
                  - {weight: 1, fault: kill, targets: [any of nodes], for: 1s}
                  - {steps: [{fault: pause, targets: [one]}, {fault: cut, shape: bridge, at: 1s}]}
            - {quiet: {at: 20s, for: 10s, every: 30s}}
            """;

    @Test
    void random_faults_keep_every_quiet_window_and_are_healed_in_time_whatever_the_seed() throws IOException {
        Plan plan = read(RANDOM);
        LongStream.rangeClosed(1, 200).forEach(seed -> {
            Plan drawn = plan.expanded(seed, STOP);
            assertThat(drawn.steps()).hasSizeGreaterThan(6);
            assertThat(drawn.quiet()).hasSize(3);
            for (Step step : drawn.steps()) {
                Duration begins = step.when().earliest();
                assertThat(begins).isGreaterThanOrEqualTo(Duration.ofSeconds(6));
                assertThat(step.ends()).isLessThanOrEqualTo(Duration.ofSeconds(95));
                assertThat(drawn.quiet()).noneMatch(window -> window.meets(begins, step.ends()));
            }
        });
    }

    @Test
    void steps_of_a_group_that_chance_chooses_end_with_it_whenever_they_begin() throws IOException {
        List<Step> steps = read(RANDOM).expanded(1, STOP).steps();
        assertThat(steps.stream().filter(step -> step.fault().equals("pause")))
                .isNotEmpty()
                .allSatisfy(pause -> assertThat(steps)
                        .filteredOn(step -> step.fault().equals("cut")
                                && step.when()
                                        .earliest()
                                        .equals(pause.when().earliest().plusSeconds(1)))
                        .extracting(Step::ends)
                        .containsExactly(pause.ends()));
    }

    @Test
    void random_faults_are_healed_when_the_load_stops_before_they_were_to_end_whatever_the_seed() throws IOException {
        Plan plan = read(RANDOM);
        Duration early = Duration.ofSeconds(58);
        LongStream.rangeClosed(0, 500)
                .forEach(seed -> assertThat(plan.expanded(seed, early).steps())
                        .as("seed " + seed)
                        .isNotEmpty()
                        .allMatch(step -> step.ends().compareTo(early) <= 0));
    }

    @Test
    void after_each_heal_random_faults_of_two_lines_and_a_written_step_leave_time_to_recover_whatever_the_seed()
            throws IOException {
        String twice =
                """
                - random: {between: [1s, 4s], lasts: [2s, 6s], choose: [{fault: cut, shape: halves}]}
                - {at: 40s, fault: pause, targets: [one], for: 3s}
                - random: {between: [3s, 9s], lasts: [1s, 3s], choose: [{fault: kill, targets: [one]}]}
                """;
        Duration rest = Duration.ofSeconds(4);
        Plan plan = read(twice + "- {quiet: {after: healed, for: 4s}}\n");
        assertThat(tooSoon(read(twice).expanded(1, STOP), rest))
                .as("without the rest")
                .isNotEmpty();
        LongStream.rangeClosed(1, 200).forEach(seed -> {
            Plan drawn = plan.expanded(seed, STOP);
            assertThat(drawn.rest()).isEqualTo(rest);
            assertThat(drawn.steps()).hasSizeGreaterThan(8);
            assertThat(tooSoon(drawn, rest)).as("seed " + seed).isEmpty();
        });
    }

    /** Steps that begin when everything has been healed for less than that time. */
    private static List<Step> tooSoon(Plan plan, Duration rest) {
        return plan.steps().stream()
                .filter(step -> {
                    Duration begins = step.when().earliest();
                    List<Step> earlier = plan.steps().stream()
                            .filter(other -> other.when().earliest().compareTo(begins) < 0)
                            .toList();
                    boolean isAlone =
                            earlier.stream().allMatch(other -> other.ends().compareTo(begins) <= 0);
                    return isAlone
                            && earlier.stream()
                                    .anyMatch(other -> other.ends().plus(rest).compareTo(begins) > 0);
                })
                .toList();
    }

    @Test
    void weights_are_kept() throws IOException {
        Plan plan = read(RANDOM);
        long halves = 0;
        long kills = 0;
        for (long seed = 1; seed <= 300; seed++) {
            for (Step step : plan.expanded(seed, STOP).steps()) {
                halves += line(step).contains("random-halves") ? 1 : 0;
                kills += step.fault().equals("kill") ? 1 : 0;
            }
        }
        assertThat((double) halves / kills).isBetween(2.6, 3.4);
    }

    @Test
    void the_same_seed_twice_is_the_same_plan_byte_for_byte_and_another_seed_another() throws IOException {
        Plan plan = read(RANDOM);
        String once = PlanWriter.plan(plan.expanded(7, STOP));
        assertThat(PlanWriter.plan(read(RANDOM).expanded(7, STOP))).isEqualTo(once);
        assertThat(PlanWriter.plan(plan.expanded(8, STOP))).isNotEqualTo(once);
    }

    @Test
    void a_plan_with_a_rest_is_written_with_it_and_expands_to_itself() throws IOException {
        Plan once = read(RANDOM + "- {quiet: {after: healed, for: 2500ms}}\n").expanded(3, STOP);
        assertThat(PlanWriter.plan(once)).contains("after: healed", "for: 2500ms");
        assertThat(PlanWriter.plan(once.expanded(9, STOP))).isEqualTo(PlanWriter.plan(once));
    }

    @ParameterizedTest
    @ValueSource(strings = {"random-faults", "random-hardware"})
    void the_plan_that_a_run_writes_down_gives_itself_with_any_seed(String name) throws IOException {
        Scenario scenario = Library.scenario(name);
        Variant variant = Library.variant(scenario, "safe").expanded(3);
        String written = PlanWriter.write(scenario, variant, List.of());
        Path file = Files.writeString(folder.resolve("scenario.yml"), written);
        Scenario again = Library.scenario(file.toString());
        assertThat(written).as("no line points to another").doesNotContain("&id", "*id");
        assertThat(PlanWriter.write(again, Library.variant(again, "").expanded(99), List.of()))
                .isEqualTo(written);
    }

    @Test
    void a_line_added_to_a_plan_changes_no_other_line() throws IOException {
        Plan plan = read(RANDOM);
        Plan more = read(RANDOM + "- {at: 90s, fault: kill, targets: [E1], for: 2s}\n");
        assertThat(steps(more)).containsAll(steps(plan)).hasSize(steps(plan).size() + 1);
    }

    @Test
    void a_plan_in_Java_is_the_same_value_as_in_YAML() throws IOException {
        Plan yaml = read(
                """
                - {at: 10s, fault: cut, shape: isolate, targets: [primary], for: 20s, flap: {on: 4s, off: 1s}}
                - {after: {event: promotion, delay: 2s}, fault: kill, targets: [one of replicas], for: 3s,
                   repeat: {every: 5s, times: 2}}
                - {at: 40s, for: 5s, steps: [{fault: cut, sides: [[E], [rest]]}, {fault: pause, targets: [minority]}]}
                - random: {between: [1s, 2s], lasts: [3s, 4s], choose: [{weight: 3, fault: kill, targets: [E2]}]}
                - {quiet: {at: 50s, for: 10s}}
                - {quiet: {after: healed, for: 5s}}
                """);
        Plan java = Library.plan(
                TOPOLOGY,
                fault("cut")
                        .at(seconds(10))
                        .shape("isolate", "primary")
                        .lasting(seconds(20))
                        .flapping(seconds(4), seconds(1)),
                fault("kill")
                        .after("promotion", seconds(2))
                        .on("one of replicas")
                        .lasting(seconds(3))
                        .repeated(seconds(5), 2),
                together(
                                fault("cut").with("sides", List.of(List.of("E"), List.of("rest"))),
                                fault("pause").on("minority"))
                        .at(seconds(40))
                        .lasting(seconds(5)),
                random(seconds(1), seconds(2), seconds(3), seconds(4))
                        .choice(3, fault("kill").on("E2")),
                quiet(seconds(50), seconds(10)),
                quietAfterHeals(seconds(5)));
        assertThat(java)
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Place.class)
                .isEqualTo(yaml);
    }

    @Test
    void every_fault_that_chance_may_choose_is_among_the_possible_steps() throws IOException {
        assertThat(read(RANDOM).possibleSteps().stream().map(Step::fault))
                .containsExactly("cut", "kill", "pause", "cut");
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
