package io.schism.harness.knossos;

import io.schism.harness.engine.Engine;
import io.schism.harness.engine.Question;
import io.schism.histories.history.History;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Knossos (Kyle Kingsbury's checker of Jepsen), its competition of two searches, as an engine: key by key, in child
 * processes that are kept for the next history. Its own time limit does not stop its searches, so a child is killed at
 * the limit, which is an unknown verdict; so is a history that its model has no words for.
 */
public final class Knossos implements Engine, AutoCloseable {
    private static final String CHECKER = "LIN";
    private static final Duration LONGEST = Duration.ofDays(10_000);

    private final List<Path> classPath;
    private final ConcurrentLinkedDeque<Child> idle = new ConcurrentLinkedDeque<>();

    Knossos(List<Path> classPath) {
        this.classPath = classPath;
    }

    /**
     * Knossos as it is found on this machine.
     *
     * @throws io.schism.histories.error.UserError where it is not, saying how to get it
     */
    public static Knossos installed() {
        return new Knossos(Libraries.classPath(System.getenv(Libraries.VARIABLE)));
    }

    /**
     * That Knossos has the model.
     *
     * @throws io.schism.histories.error.UserError naming those that it has
     */
    public static void demand(String model) {
        Dialects.of(model);
    }

    /** What Knossos says of one object. */
    private record Answer(Validity validity, String reason, List<Long> indices, int operations, long peak) {
        static Answer unknown(String reason) {
            return new Answer(Validity.UNKNOWN, reason, List.of(), 0, 0);
        }
    }

    @Override
    public Decision decide(History history, Question question) {
        demand(question.model().name());
        Stopwatch stopwatch = new Stopwatch(question.time().orElse(LONGEST));
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (Map.Entry<String, History> object :
                question.linearizability().objects(history).entrySet()) {
            answers.put(object.getKey(), answer(object.getValue(), question, stopwatch));
        }
        return new Decision(verdict(question.model().name(), answers), stopwatch.spent());
    }

    private Answer answer(History object, Question question, Stopwatch stopwatch) {
        Translation translation;
        try {
            translation = new Translation(question.model().name(), question.initial(), object);
        } catch (Dialect.Inexpressible e) {
            return Answer.unknown("Knossos has no word for " + e.getMessage());
        }
        Child child = child(question.memory());
        boolean whole = false;
        try {
            Map<?, ?> reply = stopwatch.time(left -> child.ask(translation.request(), left));
            whole = !Boolean.TRUE.equals(Child.field(reply, "busy"));
            return answer(reply, translation);
        } catch (Child.Stopped e) {
            return Answer.unknown("Knossos did not decide: " + e.getMessage());
        } finally {
            if (whole && question.memory().isEmpty()) {
                idle.push(child);
            } else {
                child.close();
            }
        }
    }

    private static Answer answer(Map<?, ?> reply, Translation translation) {
        Object valid = Child.field(reply, "valid?");
        Validity validity = valid instanceof Boolean said ? said ? Validity.VALID : Validity.INVALID : Validity.UNKNOWN;
        List<Long> indices = Child.field(reply, "index") instanceof Long line
                ? translation.indexOf(line).map(List::of).orElse(List.of())
                : List.of();
        String reason =
                switch (validity) {
                    case VALID -> "";
                    case INVALID ->
                        "Knossos finds no linearization" + (indices.isEmpty() ? "" : " up to index " + indices.get(0));
                    case UNKNOWN -> "Knossos did not decide: " + Child.field(reply, "cause");
                };
        long peak = Child.field(reply, "peak") instanceof Long bytes ? bytes : 0;
        return new Answer(validity, reason, indices, translation.operations(), peak);
    }

    /** A child with a limit of memory of its own is for one history alone. */
    private Child child(OptionalLong memory) {
        Child known = memory.isPresent() ? null : idle.poll();
        return known != null && known.isAlive() ? known : Child.start(classPath, memory);
    }

    private static Verdict verdict(String model, Map<String, Answer> answers) {
        Validity validity = answers.values().stream()
                .map(Answer::validity)
                .reduce(Validity::and)
                .orElse(Validity.UNKNOWN);
        long operations =
                answers.values().stream().mapToLong(Answer::operations).sum();
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("engine", "knossos");
        figures.put("model", model);
        figures.put("operations", operations);
        figures.put("keys", (long) answers.size());
        figures.put("failing-key-count", count(answers, Validity.INVALID));
        figures.put("undecided-key-count", count(answers, Validity.UNKNOWN));
        figures.put(
                "peak-bytes",
                answers.values().stream().mapToLong(Answer::peak).max().orElse(0));
        List<Evidence> evidence = new ArrayList<>();
        answers.forEach((key, answer) -> {
            if (answer.validity() == Validity.INVALID) {
                evidence.add(Evidence.of(of(key) + answer.reason(), answer.indices()));
            }
        });
        Optional<String> why = answers.entrySet().stream()
                .filter(each -> each.getValue().validity() == validity)
                .map(each -> of(each.getKey()) + each.getValue().reason())
                .findFirst();
        String reason = validity == Validity.VALID
                ? operations + " operations are linearizable against the model " + model + ", says Knossos"
                : why.orElse("no operation claims to be linearizable");
        return new Verdict(CHECKER, validity, reason, figures, evidence);
    }

    private static long count(Map<String, Answer> answers, Validity validity) {
        return answers.values().stream()
                .filter(answer -> answer.validity() == validity)
                .count();
    }

    private static String of(String key) {
        return key.isEmpty() ? "" : "key " + key + ": ";
    }

    @Override
    public void close() {
        for (Child child = idle.poll(); child != null; child = idle.poll()) {
            child.close();
        }
    }
}
