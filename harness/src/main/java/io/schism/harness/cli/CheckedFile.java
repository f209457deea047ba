package io.schism.harness.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schism.harness.run.RunResult;
import io.schism.histories.error.UserError;
import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import io.schism.histories.verdict.VerdictText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One file that was checked: its verdict, or what is wrong with it. */
record CheckedFile(Path file, Exit exit, String text, Map<String, @Nullable Object> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * How files are checked.
     *
     * @param engine empty where no model is named
     */
    record Settings(Optional<Supplier<Linearizability>> engine, boolean lenient) {}

    static boolean isRun(Path folder) {
        return RunResult.isRun(folder);
    }

    static CheckedFile check(Path file, Settings settings) {
        try {
            if (isRun(file)) {
                return run(file);
            }
            if (settings.engine().isEmpty()) {
                throw UserError.usage("no model is named for " + file, "add --model; see `schism list models`");
            }
            return history(file, settings, settings.engine().get().get());
        } catch (UserError e) {
            return broken(file, e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            return broken(
                    file,
                    UserError.environment("the checker failed on " + file + ": " + e, "report it, with the file", e));
        } catch (OutOfMemoryError e) {
            return broken(
                    file,
                    UserError.environment("out of memory while reading " + file, "give Java more: JAVA_OPTS=-Xmx8g"));
        }
    }

    private static CheckedFile history(Path file, Settings settings, Linearizability engine) {
        long start = System.nanoTime();
        HistoryReader.Reading reading = settings.lenient() ? HistoryReader.lenient(file) : HistoryReader.strict(file);
        long read = System.nanoTime();
        Verdict verdict;
        try {
            verdict = engine.check(reading.history());
        } catch (History.MalformedHistory e) {
            throw reading.located(e, "choose the model that fits, or mend the line");
        }
        long checked = System.nanoTime();
        Map<String, @Nullable Object> fields = fields(file, List.of(verdict));
        fields.put("readMillis", (read - start) / 1e6);
        fields.put("checkMillis", (checked - read) / 1e6);
        fields.put("peakBytes", verdict.figures().get("peak-bytes"));
        fields.put("reason", verdict.reason());
        fields.put(
                "counterexample",
                verdict.evidence().stream().findFirst().map(Evidence::indices).orElse(List.of()));
        String text = verdict.validity().word() + "  " + file + ": " + verdict.reason();
        String evidence =
                verdict.evidence().stream().map(e -> "\n  " + e.text()).reduce("", String::concat);
        String notes = reading.notes().stream().map(n -> "\n  note: " + n).reduce("", String::concat);
        return new CheckedFile(file, Exit.of(verdict.validity()), text + evidence + notes, fields);
    }

    private static CheckedFile run(Path folder) {
        long start = System.nanoTime();
        RunResult result = RunResult.judge(folder);
        Map<String, @Nullable Object> fields = fields(folder, result.verdicts());
        fields.put("readMillis", null);
        fields.put("checkMillis", (System.nanoTime() - start) / 1e6);
        fields.put("reason", reason(result.verdicts()));
        fields.put("peakBytes", result.verdicts().get(0).figures().get("peak-bytes"));
        fields.put(
                "counterexample",
                result.verdicts().get(0).evidence().stream()
                        .findFirst()
                        .map(Evidence::indices)
                        .orElse(List.of()));
        fields.put("notes", result.notes());
        Map<String, String> each = new LinkedHashMap<>();
        result.verdicts().forEach(v -> each.put(v.checker(), v.validity().word()));
        fields.put("checkers", each);
        return new CheckedFile(
                folder,
                Exit.of(result.validity()),
                VerdictText.of(result.verdicts())
                        + result.notes().stream().map(n -> "note: " + n + "\n").reduce("", String::concat) + "report: "
                        + folder.resolve("report.html"),
                fields);
    }

    private static String reason(List<Verdict> verdicts) {
        Validity together = Verdict.together(verdicts);
        return verdicts.stream()
                .filter(v -> v.validity() == together)
                .map(v -> v.checker() + ": " + v.reason())
                .findFirst()
                .orElse("");
    }

    private static Map<String, @Nullable Object> fields(Path file, List<Verdict> verdicts) {
        Verdict linearizability = verdicts.get(0);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("schema", 1);
        fields.put("file", file.toString());
        fields.put(
                "valid",
                switch (Verdict.together(verdicts)) {
                    case VALID -> true;
                    case INVALID -> false;
                    case UNKNOWN -> "unknown";
                });
        for (String figure : List.of("model", "engine", "operations")) {
            fields.put(figure, linearizability.figures().get(figure));
        }
        return fields;
    }

    private static CheckedFile broken(Path file, UserError error) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("file", file.toString());
        fields.put("error", String.valueOf(error.getMessage()));
        fields.put("line", error.line());
        fields.put("column", error.column());
        Exit exit = error.kind() == UserError.Kind.INPUT ? Exit.USAGE : Exit.HARNESS;
        return new CheckedFile(file, exit, "error  " + Main.oneLine(String.valueOf(error.getMessage())), fields);
    }

    /** The fields as one line of JSON. */
    String json() {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of plain values is always JSON", e);
        }
    }
}
