package io.schism.harness.cli;

import io.schism.harness.engine.BothEngines;
import io.schism.harness.engine.Engine;
import io.schism.harness.engine.Question;
import io.schism.harness.run.RunResult;
import io.schism.histories.error.UserError;
import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.model.Model;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import io.schism.histories.verdict.VerdictText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Judges one file, or one run's folder. Whatever is wrong with it is told of it alone: the others are judged all the same.
 *
 * @param model empty where none is named, so that a run's own is taken
 * @param asked adds what else the user asks: keys, start, limits
 */
record FileCheck(
        Engine engine, Optional<Model<?>> model, UnaryOperator<Question> asked, boolean lenient, boolean evidence) {

    CheckedFile check(Path file) {
        try {
            return RunResult.isRun(file) ? run(file) : history(file);
        } catch (UserError e) {
            return CheckedFile.broken(file, e);
        } catch (RuntimeException e) {
            return CheckedFile.broken(
                    file,
                    UserError.environment("the checker failed on " + file + ": " + e, "report it, with the file", e));
        } catch (OutOfMemoryError e) {
            return CheckedFile.broken(
                    file, UserError.environment("out of memory over " + file, "give Java more: JAVA_OPTS=-Xmx8g", e));
        } catch (StackOverflowError e) {
            return CheckedFile.broken(
                    file, UserError.environment("out of stack over " + file, "give Java more: JAVA_OPTS=-Xss64m", e));
        }
    }

    private CheckedFile history(Path file) {
        Model<?> against = model.orElseThrow(
                () -> UserError.usage("no model is named for " + file, "add --model; see `schism list models`"));
        if (Files.exists(file) && !Files.isReadable(file)) {
            throw UserError.input(file, 0, 0, "may not be read", "check its permissions");
        }
        long start = System.nanoTime();
        HistoryReader.Reading reading = lenient ? HistoryReader.lenient(file) : HistoryReader.strict(file);
        long read = System.nanoTime() - start;
        Engine.Decision decision;
        try {
            decision = engine.decide(reading.history(), asked.apply(Question.of(against)));
        } catch (History.MalformedHistory e) {
            throw reading.located(e, "choose the model that fits, or mend the line");
        }
        Verdict verdict = decision.verdict();
        String text = word(List.of(verdict)) + "  " + file + ": " + verdict.reason()
                + verdict.evidence().stream().map(e -> "\n  " + e.text()).reduce("", String::concat);
        return checked(file, List.of(verdict), text, read, decision, reading.notes());
    }

    private CheckedFile run(Path folder) {
        Timed timed = new Timed(folder);
        RunResult result = RunResult.judge(folder, timed);
        String text = VerdictText.of(result.verdicts()) + "report: " + folder.resolve("report.html");
        Engine.Decision decision = timed.decision;
        if (decision == null) {
            throw new IllegalStateException("a run was judged without its history");
        }
        return checked(folder, result.verdicts(), text, timed.read, decision, result.notes());
    }

    /** The engine for a run, which asks its own question, within the user's limits. */
    private final class Timed implements Engine {
        private final Path folder;
        private final long start = System.nanoTime();
        private long read;
        private @Nullable Decision decision;

        Timed(Path folder) {
            this.folder = folder;
        }

        @Override
        public Decision decide(History history, Question question) {
            read = System.nanoTime() - start;
            String own = question.model().name();
            if (model.isPresent() && !model.get().name().equals(own)) {
                throw UserError.usage(
                        folder + " was recorded for the model " + own + ", not "
                                + model.get().name(),
                        "leave --model out for runs");
            }
            Decision decided = engine.decide(history, asked.apply(question));
            decision = decided;
            return decided;
        }
    }

    private CheckedFile checked(
            Path file, List<Verdict> verdicts, String text, long read, Engine.Decision decision, List<String> notes) {
        Verdict linearizable = decision.verdict();
        Map<String, @Nullable Object> figures = linearizable.figures();
        Exit disagreement = figures.containsKey(BothEngines.DISAGREEMENT) ? Exit.HARNESS : Exit.VALID;
        Exit exit = Exit.of(Verdict.together(verdicts)).worse(disagreement);
        CheckedFile.Judged judged = new CheckedFile.Judged(
                Verdict.together(verdicts),
                figures.get("model"),
                figures.get("engine"),
                figures.get("operations"),
                read / 1e6,
                decision.took().toNanos() / 1e6,
                figures.get("peak-bytes"),
                reason(verdicts),
                linearizable.evidence().stream()
                        .findFirst()
                        .map(Evidence::indices)
                        .orElse(List.of()),
                evidence ? Optional.of(linearizable.evidence()) : Optional.empty());
        return CheckedFile.of(file, exit, text, judged, notes);
    }

    private static String reason(List<Verdict> verdicts) {
        Validity together = Verdict.together(verdicts);
        return verdicts.stream()
                .filter(v -> v.validity() == together)
                .map(v -> (verdicts.size() == 1 ? "" : v.checker() + ": ") + v.reason() + because(v))
                .findFirst()
                .orElse("");
    }

    /** How far the first key that fails can be linearized, and the model's own reason why no further. */
    private static String because(Verdict verdict) {
        return verdict.evidence().stream()
                .findFirst()
                .map(Evidence::facts)
                .filter(facts -> facts.containsKey("counterexample"))
                .map(facts -> (facts.containsKey("key") ? ": key " + facts.get("key") : "")
                        + (facts.containsKey("linearizable-lines")
                                ? ": the first " + facts.get("linearizable-lines") + " lines are linearizable, then"
                                : "")
                        + ": " + facts.get("reason"))
                .orElse("");
    }

    private static String word(List<Verdict> verdicts) {
        return Verdict.together(verdicts).word();
    }
}
