package io.schism.harness.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
 * @param verdict {@code valid}, {@code invalid}, {@code unknown}; {@code running} or {@code not judged} without one
 * @param started the wall clock at the start, ISO 8601
 */
record ListedRun(
        String name,
        String scenario,
        String variant,
        String seed,
        String backend,
        String started,
        String verdict,
        boolean hasReport) {
    private static final JsonFactory JSON = new JsonFactory();

    static ListedRun of(Path folder) {
        Map<String, String> record = fields(folder.resolve("run.json"));
        String state = record.getOrDefault("state", "");
        String valid = fields(folder.resolve("verdict.json")).getOrDefault("valid", "");
        String verdict =
                switch (valid) {
                    case "true" -> "valid";
                    case "false" -> "invalid";
                    case "unknown" -> "unknown";
                    default -> state.equals("running") ? "running" : "not judged";
                };
        return new ListedRun(
                folder.getFileName().toString(),
                record.getOrDefault("scenario", ""),
                record.getOrDefault("variant", ""),
                record.getOrDefault("seed", ""),
                record.getOrDefault("backend", ""),
                record.getOrDefault("started", ""),
                verdict,
                Files.isRegularFile(folder.resolve("report.html")));
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

    boolean isRunning() {
        return verdict.equals("running");
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
