package io.schism.histories.linearizability;

import static io.schism.histories.linearizability.Lines.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a pass is sure of is so, narrow, relaxed or exact: by brute force, on registers with many calls at once, few
 * values, and up to half of the calls lost.
 */
class ScopesTest {
    private static final List<Scope> SCOPES =
            List.of(Scope.EXACT, Scope.RELAXED, new Scope(1, false), new Scope(2, false), new Scope(3, false));
    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());
    private final int histories = Integer.getInteger("schism.fuzz", 1_500);
    private final Random random = new Random(seed);

    @TestFactory
    Stream<DynamicTest> every_pass_is_right_where_it_is_sure() {
        System.out.println("ScopesTest: -Dschism.seed=" + seed + " -Dschism.fuzz=" + histories);
        return Stream.of("register", "cas-register")
                .map(name -> DynamicTest.dynamicTest(name, () -> compare(Models.named(name))));
    }

    private <S> void compare(Model<S> model) {
        int[] sure = new int[SCOPES.size()];
        for (int number = 0; number < histories; number++) {
            History history = crowd(model.name().equals("register") ? 2 : 3);
            S initial = model.initial(Optional.empty());
            Entries entries =
                    Entries.of(Partition.of(history, model, Partition.Keying.SINGLE, Budget.unlimited()).stream()
                            .flatMap(part -> part.entries().asList().stream())
                            .toList());
            Validity expected = BruteForce.isLinearizable(model, initial, history) ? Validity.VALID : Validity.INVALID;
            for (int scope = 0; scope < sure.length; scope++) {
                Budget budget = Budget.of(Duration.ofMinutes(1), Long.MAX_VALUE);
                Optional<Outcome<S>> outcome = new Search<>(
                                model,
                                Frontier.at(initial),
                                new Problem(model, entries, budget.share()),
                                true,
                                budget,
                                SCOPES.get(scope))
                        .run();
                sure[scope] += outcome.isPresent() ? 1 : 0;
                assertThat(outcome.map(Outcome::validity).orElse(expected))
                        .as("seed %d, history %d, %s", seed, number, SCOPES.get(scope))
                        .isEqualTo(expected);
            }
        }
        assertThat(sure[0]).as("an exact pass is always sure").isEqualTo(histories);
        assertThat(IntStream.of(sure).min().orElseThrow())
                .as("the others often")
                .isGreaterThan(histories / 5);
    }

    /** Calls that overlap as they like, with answers that often do not fit. */
    private History crowd(int kinds) {
        Lines lines = new Lines();
        List<Long> open = new ArrayList<>();
        List<Object> answers = new ArrayList<>();
        int left = 4 + random.nextInt(5);
        int atOnce = 2 + random.nextInt(6);
        int values = 1 + random.nextInt(4);
        double lost = new double[] {0, 0.2, 0.5}[random.nextInt(3)];
        while (left > 0 || !open.isEmpty()) {
            if (left > 0 && (open.isEmpty() || open.size() < atOnce && random.nextInt(3) > 0)) {
                open.add((long) answers.size());
                answers.add(invoke(lines, answers.size(), random.nextInt(kinds), values));
                left--;
            } else {
                long process = open.remove(random.nextInt(open.size()));
                if (random.nextDouble() < lost) {
                    lines.info(process);
                } else if (random.nextInt(15) == 0) {
                    lines.fail(process);
                } else {
                    lines.ok(process, answers.get((int) process));
                }
            }
        }
        return lines.history();
    }

    private Object invoke(Lines lines, long process, int kind, int values) {
        Object some = random.nextInt(8) == 0 ? null : (Object) random.nextInt(values);
        Object other = random.nextInt(values);
        Object input = kind == 0 ? null : kind == 1 ? other : list(some, other);
        lines.invoke(process, kind == 0 ? "read" : kind == 1 ? "write" : "cas", input);
        return kind == 0 ? some : input;
    }
}
