package io.schism.harness.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.schism.harness.run.Alive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A run as the list shows it. What its files do not tell is empty.
 *
 * @param name the folder's
 * @param verdict {@code valid}, {@code invalid} or {@code unknown}; of a run without a verdict {@code running},
 *     {@code judging}, {@code failed} where the harness could not do its work, or {@code not judged} where its process is gone
 * @param started the wall clock at the start, ISO 8601
 * @param error why the harness could not do its work
 */
record ListedRun(
        String name,
        String scenario,
        String variant,
        String seed,
        String backend,
        String started,
        String verdict,
        String error,
        boolean hasReport) {
    private static final JsonFactory JSON = new JsonFactory();

    static ListedRun of(Path folder) {
        Map<String, String> record = fields(folder.resolve("run.json"));
        boolean hasReport = Files.isRegularFile(folder.resolve("report.html"));
        return new ListedRun(
                folder.getFileName().toString(),
                record.getOrDefault("scenario", ""),
                record.getOrDefault("variant", ""),
                record.getOrDefault("seed", ""),
                record.getOrDefault("backend", ""),
                record.getOrDefault("started", ""),
                verdict(folder, record.getOrDefault("state", ""), hasReport),
                record.getOrDefault("error", ""),
                hasReport);
    }

    private static String verdict(Path folder, String state, boolean hasReport) {
        // The report is the last that a run writes.
        if (!hasReport && Alive.isHeld(folder)) {
            return state.equals("running") ? "running" : "judging";
        }
        return switch (fields(folder.resolve("verdict.json")).getOrDefault("valid", "")) {
            case "true" -> "valid";
            case "false" -> "invalid";
            case "unknown" -> "unknown";
            default -> state.equals("failed") ? "failed" : "not judged";
        };
    }

    /** The plain values at the top of a JSON document, up to the first that is broken. */
    private static Map<String, String> fields(Path file) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(file.toFile())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return fields;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken().isScalarValue()) {
                    fields.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            return fields; // a run that was killed while it wrote is listed with what can be read
        }
        return fields;
    }

    /** Whether more is to come. */
    boolean isRunning() {
        return verdict.equals("running") || verdict.equals("judging");
    }

    /** What a reader should know of a run that ended without a verdict; else empty. */
    String note() {
        return switch (verdict) {
            case "failed" -> "The harness could not do its work: " + error;
            case "not judged" ->
                "Its process went before the run was judged. ./schism check, with its folder, judges what was"
                        + " recorded.";
            default -> "";
        };
    }

    /** The day of the start. */
    String day() {
        return started.length() >= 10 ? started.substring(0, 10) : "";
    }

    /** When it started, to the second. */
    String when() {
        return started.length() >= 19 ? started.substring(0, 10) + " " + started.substring(11, 19) : started;
    }

    /** The verdict as the name of a style. */
    String style() {
        return verdict.replace(' ', '-');
    }

    boolean contains(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return (name + " " + scenario + " " + variant + " " + seed + " " + backend + " " + verdict)
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }
}
