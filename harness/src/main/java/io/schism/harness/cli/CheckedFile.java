package io.schism.harness.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.schism.histories.error.UserError;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.VerdictJson;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came out for one file, or for one run's folder: a judgement, or why there is none.
 *
 * @param text the judgement for people
 */
record CheckedFile(
        Path file, Exit exit, String text, Optional<Judged> judged, Optional<UserError> error, List<String> notes) {
    private static final int SCHEMA = 1;
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * A judgement for machines; figures that are not known are null.
     *
     * @param counterexample the {@code :index} of each operation of the first one
     * @param evidence of that verdict, one piece a key, where it was asked for
     */
    record Judged(
            Validity validity,
            @Nullable Object model,
            @Nullable Object engine,
            @Nullable Object operations,
            double readMillis,
            double checkMillis,
            @Nullable Object peakBytes,
            String reason,
            List<Long> counterexample,
            Optional<List<Evidence>> evidence) {}

    static CheckedFile of(Path file, Exit exit, String text, Judged judged, List<String> notes) {
        return new CheckedFile(file, exit, text, Optional.of(judged), Optional.empty(), notes);
    }

    static CheckedFile broken(Path file, UserError error) {
        Exit exit = error.kind() == UserError.Kind.INPUT ? Exit.USAGE : Exit.HARNESS;
        String message = Main.oneLine(String.valueOf(error.getMessage()));
        String text = message.contains(file.toString()) ? message : file + ": " + message;
        return new CheckedFile(file, exit, text, Optional.empty(), Optional.of(error), List.of());
    }

    boolean isBroken() {
        return error.isPresent();
    }

    /** One JSON object on one line. */
    String json() {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            if (judged.isPresent()) {
                write(json, judged.get());
            } else {
                json.writeStringField("file", file.toString());
                json.writeStringField("error", text);
                json.writeNumberField("line", error.map(UserError::line).orElse(0));
                json.writeNumberField("column", error.map(UserError::column).orElse(0));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a string never fails", e);
        }
        return line.toString();
    }

    private void write(JsonGenerator json, Judged it) throws IOException {
        json.writeNumberField("schema", SCHEMA);
        json.writeStringField("file", file.toString());
        if (it.validity() == Validity.UNKNOWN) {
            json.writeStringField("valid", it.validity().word());
        } else {
            json.writeBooleanField("valid", it.validity() == Validity.VALID);
        }
        json.writePOJOField("model", it.model());
        json.writePOJOField("engine", it.engine());
        json.writePOJOField("operations", it.operations());
        json.writeNumberField("readMillis", it.readMillis());
        json.writeNumberField("checkMillis", it.checkMillis());
        json.writePOJOField("peakBytes", it.peakBytes());
        json.writeStringField("reason", it.reason());
        json.writeArrayFieldStart("counterexample");
        for (long index : it.counterexample()) {
            json.writeNumber(index);
        }
        json.writeEndArray();
        if (it.evidence().isPresent()) {
            json.writeFieldName("evidence");
            json.writeRawValue(VerdictJson.of(it.evidence().get()));
        }
    }
}
