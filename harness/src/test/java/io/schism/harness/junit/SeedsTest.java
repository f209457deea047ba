package io.schism.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.schism.harness.junit.SchismTest.OnUnknown;
import io.schism.harness.junit.Seeds.Policy;
import io.schism.histories.error.UserError;
import io.schism.histories.verdict.UnknownVerdictError;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {
    @TempDir
    Path runs;

    static class Plain {
        @SchismTest
        void one(Runner runner) {}
    }

    @Test
    void a_test_without_seeds_runs_once_with_the_seed_that_was_drawn_and_told() {
        Executed executed = Executed.of(Plain.class, runs);

        assertThat(executed.lines()).singleElement().asString().matches("seed \\d+ SUCCESSFUL");
        String told = executed.published("schism.seeds").get(0);
        assertThat(told).matches("seed (\\d+); the same again with -Dschism.seed=\\1");
        assertThat(executed.lines().get(0)).startsWith(told.substring(0, told.indexOf(';')) + " ");
    }

    static class Three {
        @Seeds(3)
        void three(Runner runner) {}
    }

    @Test
    void a_base_seed_that_is_given_is_the_first_of_those_that_follow_it() {
        assertThat(Executed.of(Three.class, runs, "schism.seed", "41").lines())
                .containsExactly("seed 41 SUCCESSFUL", "seed 42 SUCCESSFUL", "seed 43 SUCCESSFUL");
    }

    @Test
    void one_seed_alone_is_repeated_by_its_number_and_a_count_of_one() {
        assertThat(Executed.of(Three.class, runs, "schism.seed", "42", "schism.seeds", "1")
                        .lines())
                .containsExactly("seed 42 SUCCESSFUL");
    }

    static class Explicit {
        @Seeds(values = {7, 3})
        void two(Runner runner) {
            assertEquals(3, runner.seed());
        }
    }

    @Test
    void seeds_that_are_written_down_are_the_seeds_whatever_is_configured() {
        assertThat(Executed.of(Explicit.class, runs, "schism.seed", "41").lines())
                .containsExactly("seed 3 SUCCESSFUL", "seed 7 FAILED");
        assertThat(Executed.of(Explicit.class, runs).published("schism.seeds")).isEmpty();
    }

    static class Most {
        static int failing;

        @Seeds(
                values = {1, 2, 3, 4, 5},
                policy = Policy.MOST)
        void most(Runner runner) {
            assertThat(runner.seed()).isGreaterThan(failing);
        }
    }

    @Test
    void most_of_five_two_that_fail_are_aborted_and_say_so() {
        Most.failing = 2;
        Executed executed = Executed.of(Most.class, runs);

        assertThat(executed.lines())
                .containsExactly(
                        "seed 1 ABORTED",
                        "seed 2 ABORTED",
                        "seed 3 SUCCESSFUL",
                        "seed 4 SUCCESSFUL",
                        "seed 5 SUCCESSFUL");
        assertThat(executed.thrown("seed 2"))
                .hasMessage("seed 2 failed and is forgiven: MOST of 5 seeds must pass, and 2 did not")
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void most_of_five_the_third_that_fails_fails_the_test_with_its_own_error() {
        Most.failing = 3;
        Executed executed = Executed.of(Most.class, runs);

        assertThat(executed.lines()).startsWith("seed 1 ABORTED", "seed 2 ABORTED", "seed 3 FAILED");
        assertThat(executed.thrown("seed 3")).isInstanceOf(AssertionError.class).hasMessageContaining("greater than");
        assertThat(executed.thrown("seed 3").getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly("seed 3: MOST of 5 seeds must pass, and 3 did not");
    }

    static class Any {
        static int passing;

        @Seeds(
                values = {1, 2, 3},
                policy = Policy.ANY)
        void any(Runner runner) {
            assertEquals(passing, runner.seed());
        }
    }

    @Test
    void any_of_three_one_that_passes_is_enough() {
        Any.passing = 3;
        assertThat(Executed.of(Any.class, runs).lines())
                .containsExactly("seed 1 ABORTED", "seed 2 ABORTED", "seed 3 SUCCESSFUL");
    }

    @Test
    void any_of_three_the_last_that_fails_fails_the_test() {
        Any.passing = 4;
        assertThat(Executed.of(Any.class, runs).lines())
                .containsExactly("seed 1 ABORTED", "seed 2 ABORTED", "seed 3 FAILED");
    }

    static class Broken {
        @Seeds(
                values = {1, 2},
                policy = Policy.ANY)
        void broken(Runner runner) {
            if (runner.seed() == 1) {
                throw UserError.environment("there is no Docker", "start it");
            }
        }
    }

    @Test
    void a_harness_that_cannot_do_its_work_is_forgiven_by_no_policy() {
        assertThat(Executed.of(Broken.class, runs).lines()).containsExactly("seed 1 FAILED", "seed 2 SUCCESSFUL");
    }

    static class Unknown {
        static void decide(Runner runner) {
            if (runner.seed() == 1) {
                throw new UnknownVerdictError("nobody can tell");
            }
        }

        @Seeds(
                values = {1, 2, 3},
                policy = Policy.ANY)
        void fails(Runner runner) {
            decide(runner);
        }
    }

    static class UnknownSkipped {
        @SchismTest(unknown = OnUnknown.SKIP)
        @Seeds(values = {1, 2})
        void skips(Runner runner) {
            Unknown.decide(runner);
        }
    }

    @SchismTest(unknown = OnUnknown.PASS)
    static class UnknownPassed {
        @Seeds(values = {1, 2})
        void passes(Runner runner) {
            Unknown.decide(runner);
        }
    }

    @Test
    void an_unknown_verdict_fails_with_an_error_of_its_own_under_every_policy_unless_it_is_asked_otherwise() {
        Executed failing = Executed.of(Unknown.class, runs);
        assertThat(failing.lines()).containsExactly("seed 1 FAILED", "seed 2 SUCCESSFUL", "seed 3 SUCCESSFUL");
        assertThat(failing.thrown("seed 1")).isInstanceOf(UnknownVerdictError.class);

        Executed skipping = Executed.of(UnknownSkipped.class, runs);
        assertThat(skipping.lines()).containsExactly("seed 1 ABORTED", "seed 2 SUCCESSFUL");
        assertThat(skipping.thrown("seed 1")).hasMessage("seed 1 could not be decided");

        assertThat(Executed.of(UnknownPassed.class, runs).lines())
                .containsExactly("seed 1 SUCCESSFUL", "seed 2 SUCCESSFUL");
    }

    static class MostUndecided {
        @SchismTest(unknown = OnUnknown.SKIP)
        @Seeds(
                values = {1, 2, 3},
                policy = Policy.MOST)
        void undecided(Runner runner) {
            if (runner.seed() > 1) {
                throw new UnknownVerdictError("nobody can tell");
            }
        }
    }

    @Test
    void most_of_three_two_unknown_ones_that_may_be_skipped_are_no_passes() {
        assertThat(Executed.of(MostUndecided.class, runs).lines())
                .containsExactly("seed 1 SUCCESSFUL", "seed 2 ABORTED", "seed 3 FAILED");
    }

    static class Softly {
        @SchismTest(unknown = OnUnknown.SKIP)
        @Seeds(values = {1, 2})
        void softly(Runner runner) {
            SoftAssertions.assertSoftly(softly -> {
                softly.check(() -> {
                    throw new UnknownVerdictError("nobody can tell");
                });
                softly.assertThat(runner.seed()).isEqualTo(1);
            });
        }
    }

    @Test
    void soft_assertions_are_unknown_where_no_answer_is_worse() {
        assertThat(Executed.of(Softly.class, runs).lines()).containsExactly("seed 1 ABORTED", "seed 2 FAILED");
    }

    static class Beside {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void parameterized(int number) {}

        @Seeds(values = 9)
        void seeded(Runner runner) {}
    }

    @Test
    void other_templates_of_a_class_are_left_alone() {
        assertThat(Executed.of(Beside.class, runs).lines()).hasSize(3).contains("seed 9 SUCCESSFUL");
    }

    static class Wrong {
        @Seeds(0)
        void none(Runner runner) {}
    }

    @Test
    void no_seed_at_all_is_told_as_a_mistake() {
        assertThat(Executed.of(Wrong.class, runs).thrown("none(Runner)"))
                .hasMessage("@Seeds(0): a test needs at least one seed");
    }
}
