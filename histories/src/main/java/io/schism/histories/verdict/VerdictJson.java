package io.schism.histories.verdict;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts as one JSON document, {@code verdict.json}: {@code {"schema": 1, "valid": true|false|"unknown", "verdicts":
 * [{"checker", "valid", "reason", "figures", "evidence": [{"text", "indices", "lines", "facts"}]}]}}. The first {@code valid} is
 * of all verdicts together; {@code lines} are the lines of {@code history.edn} that the {@code indices} stand in.
 */
public final class VerdictJson {
    private static final int SCHEMA = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private VerdictJson() {}

    /** The array of {@code evidence} alone, on one line. */
    public static String of(List<Evidence> evidence) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            writeEvidence(evidence, json);
        } catch (IOException e) {
            throw new UncheckedIOException("a string never fails", e);
        }
        return line.toString();
    }

    /** Writes the document aside and renames it, so that a reader sees all of it or none. */
    public static void write(List<Verdict> verdicts, Path file) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".part");
        try (Writer writer = Files.newBufferedWriter(aside)) {
            write(verdicts, writer);
        }
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes the document; the writer stays open. */
    public static void write(List<Verdict> verdicts, Writer writer) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(writer)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            json.writeFieldName("valid");
            writeValidity(Verdict.together(verdicts), json);
            json.writeArrayFieldStart("verdicts");
            for (Verdict verdict : verdicts) {
                writeVerdict(verdict, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        writer.write('\n');
        writer.flush();
    }

    private static void writeVerdict(Verdict verdict, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("checker", verdict.checker());
        json.writeFieldName("valid");
        writeValidity(verdict.validity(), json);
        json.writeStringField("reason", verdict.reason());
        json.writeFieldName("figures");
        writeValue(verdict.figures(), json);
        json.writeFieldName("evidence");
        writeEvidence(verdict.evidence(), json);
        json.writeEndObject();
    }

    private static void writeEvidence(List<Evidence> all, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Evidence evidence : all) {
            json.writeStartObject();
            json.writeStringField("text", evidence.text());
            json.writeFieldName("indices");
            writeValue(evidence.indices(), json);
            json.writeFieldName("lines");
            writeValue(evidence.lines(), json);
            json.writeFieldName("facts");
            writeValue(evidence.facts(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeValidity(Validity validity, JsonGenerator json) throws IOException {
        if (validity == Validity.UNKNOWN) {
            json.writeString(validity.word());
        } else {
            json.writeBoolean(validity == Validity.VALID);
        }
    }

    private static void writeValue(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                json.writeFieldName(String.valueOf(field.getKey()));
                writeValue(field.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> values) {
            json.writeStartArray();
            for (Object each : values) {
                writeValue(each, json);
            }
            json.writeEndArray();
        } else if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double || value instanceof Float) {
            writeFraction(((Number) value).doubleValue(), json);
        } else if (value instanceof Number) {
            json.writeNumber(value.toString());
        } else {
            json.writeString(value.toString());
        }
    }

    /** JSON has no infinity and no NaN. */
    private static void writeFraction(double value, JsonGenerator json) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
