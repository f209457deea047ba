package io.schism.harness.engine;

import io.schism.histories.error.UserError;
import io.schism.histories.history.Export;
import io.schism.histories.history.History;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Two engines, object by object. Where both decide they must agree: that they do not is a verdict of its own, unknown, with
 * the figure {@value #DISAGREEMENT} and the history of that object kept in a file. Where one does not decide, what is
 * proven invalid stays so, and the rest is unknown.
 *
 * @param kept the folder for histories over which they disagree
 */
public record BothEngines(Engine ours, Engine theirs, Path kept) implements Engine {
    /** The figure that names the file. */
    public static final String DISAGREEMENT = "disagreement";

    @Override
    public Decision decide(History history, Question question) {
        long start = System.nanoTime();
        Decision first = ours.decide(history, question);
        Decision second = theirs.decide(history, remaining(question, start));
        Duration took = first.took().plus(second.took());
        if (first.verdict().validity() == Validity.VALID && second.verdict().validity() == Validity.VALID) {
            return new Decision(together(first.verdict(), second.verdict()), took);
        }
        Map<String, History> objects = question.linearizability().objects(history);
        for (Map.Entry<String, History> object : objects.entrySet()) {
            boolean whole = objects.size() == 1;
            Question alone = question.keyed(false);
            Verdict one = whole
                    ? first.verdict()
                    : ours.decide(object.getValue(), remaining(alone, start)).verdict();
            Verdict other = whole
                    ? second.verdict()
                    : theirs.decide(object.getValue(), remaining(alone, start)).verdict();
            if (areDecided(one, other) && one.validity() != other.validity()) {
                return new Decision(disagreement(question, object, one, other), took);
            }
        }
        return new Decision(together(first.verdict(), second.verdict()), took);
    }

    private static Question remaining(Question question, long start) {
        return question.time()
                .map(limit -> question.within(
                        Duration.ofNanos(Math.max(1_000_000, limit.toNanos() - (System.nanoTime() - start)))))
                .orElse(question);
    }

    private static boolean areDecided(Verdict one, Verdict other) {
        return one.validity() != Validity.UNKNOWN && other.validity() != Validity.UNKNOWN;
    }

    private static Verdict together(Verdict one, Verdict other) {
        Validity validity = one.validity().and(other.validity());
        String reason = one.validity() == other.validity()
                ? one.reason() + "; " + name(other) + " agrees"
                : one.reason() + "; " + other.reason();
        return new Verdict(
                one.checker(),
                validity,
                reason,
                figures(one, other),
                one.evidence().isEmpty() ? other.evidence() : one.evidence());
    }

    private Verdict disagreement(Question question, Map.Entry<String, History> object, Verdict one, Verdict other) {
        String says = name(one) + " says " + one.validity().word() + ", " + name(other) + " says "
                + other.validity().word();
        Path file = keep(question, says, object.getValue());
        Map<String, @Nullable Object> figures = figures(one, other);
        figures.put(DISAGREEMENT, file.toString());
        String key = object.getKey().isEmpty() ? "" : " over key " + object.getKey();
        return new Verdict(
                one.checker(),
                Validity.UNKNOWN,
                "the engines disagree" + key + ": " + says + "; the history is kept in " + file,
                figures,
                one.evidence());
    }

    /** The history of that object, its key taken off, by a name that its content gives: a second time is the same file. */
    private Path keep(Question question, String says, History object) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            String head = "; " + question.model().name()
                    + question.initial().map(value -> " from " + value).orElse("") + ": " + says + "\n";
            bytes.write(head.replaceAll("[\\r\\n]+(?=.)", " ").getBytes(StandardCharsets.UTF_8));
            Export.KNOSSOS.write(object, bytes);
            CRC32 sum = new CRC32();
            sum.update(bytes.toByteArray());
            Path file = kept.resolve(String.format(Locale.ROOT, "history-%08x.edn", sum.getValue()));
            Files.createDirectories(kept);
            Files.write(file, bytes.toByteArray());
            return file;
        } catch (IOException e) {
            throw UserError.environment(
                    "the engines disagree (" + says + "), and the history cannot be kept in " + kept + ": "
                            + e.getMessage(),
                    "run it again where you may write",
                    e);
        }
    }

    private static String name(Verdict verdict) {
        return Optional.ofNullable(verdict.figures().get("engine"))
                .map(Object::toString)
                .orElse("an engine");
    }

    private static Map<String, @Nullable Object> figures(Verdict one, Verdict other) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>(one.figures());
        figures.put("engine", name(one) + "+" + name(other));
        figures.put("peak-bytes", Math.max(peak(one), peak(other)));
        return figures;
    }

    private static long peak(Verdict verdict) {
        return verdict.figures().get("peak-bytes") instanceof Long bytes ? bytes : 0;
    }
}
