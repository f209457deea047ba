package io.schism.histories.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.schism.histories.edn.EdnWriter;
import io.schism.histories.edn.Keyword;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a history as other tools take it, one operation a line, as UTF-8. {@link HistoryReader} reads each form. */
public enum Export {
    /**
     * What {@code knossos.cli} takes: the client operations as EDN maps of index, time, process, type, f and value. Knossos
     * demands that a failure repeats the value of its invocation, so it does here.
     *
     * <p>Two things to know: Knossos takes an ok read of nil for "anything", where here it means "absent"; and it has no
     * keys, so a keyed history goes to it key by key, each as {@link History#forKey} gives it.
     */
    KNOSSOS(Export::knossos),

    /** What current Jepsen writes into {@code history.edn}: {@code #jepsen.history.Op{...}}, nothing left out. */
    JEPSEN(Export::jepsen),

    /**
     * JSON lines: an operation's keys by their names, {@code type}, {@code f} and any {@code process} that is no client as
     * strings. Inside values a keyword is {@code ":name"}, a string that begins with a colon has a {@code ~} before it, and
     * what JSON does not have, such as a set, is {@code {"#edn": "#{1 2}"}}. Nothing is lost.
     */
    JSON(Export::json);

    private static final int CHUNK = 1 << 16;

    @SuppressWarnings("ImmutableEnumChecker") // each form is a function
    private final Form form;

    Export(Form form) {
        this.form = form;
    }

    /** What {@code --to} calls it: {@code knossos}, {@code jepsen}, {@code json}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Writes the history; the stream is flushed and left open. */
    public void write(History history, OutputStream out) throws IOException {
        form.write(history, out);
        out.flush();
    }

    private static void knossos(History history, OutputStream out) throws IOException {
        EdnWriter edn = new EdnWriter();
        Map<Long, @Nullable Object> invoked = new HashMap<>();
        for (Operation operation : history.operations()) {
            if (!operation.isClient()) {
                continue;
            }
            if (operation.isInvocation()) {
                invoked.put(operation.process(), operation.value());
            }
            boolean failed = operation.type() == Operation.Type.FAIL;
            Object value = failed ? invoked.get(operation.process()) : operation.value();
            endLine(edn, bare(operation, value), out);
        }
        edn.drainTo(out);
    }

    private static void jepsen(History history, OutputStream out) throws IOException {
        EdnWriter edn = new EdnWriter();
        for (Operation operation : history.operations()) {
            endLine(edn.ascii("#jepsen.history.Op"), operation, out);
        }
        edn.drainTo(out);
    }

    private static void endLine(EdnWriter edn, Operation operation, OutputStream out) throws IOException {
        OperationLine.append(edn, operation);
        edn.ascii("\n");
        if (edn.size() >= CHUNK) {
            edn.drainTo(out);
        }
    }

    private static Operation bare(Operation o, @Nullable Object value) {
        return new Operation(o.index(), o.time(), o.process(), o.type(), o.f(), value, Map.of());
    }

    private static void json(History history, OutputStream out) throws IOException {
        JsonFactory factory = JsonFactory.builder().build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setRootValueSeparator(null);
            for (Operation operation : history.operations()) {
                json(operation, json);
                json.writeRaw('\n');
            }
        }
    }

    private static void json(Operation operation, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", operation.index());
        json.writeNumberField("time", operation.time());
        if (operation.isClient()) {
            json.writeNumberField("process", operation.process());
        } else {
            json.writeStringField("process", OperationLine.processName(operation.process()));
        }
        json.writeStringField("type", operation.type().word());
        json.writeStringField("f", Keyword.of(operation.f()).name());
        json.writeFieldName("value");
        JsonValues.write(json, operation.value());
        for (Map.Entry<String, @Nullable Object> attribute :
                operation.attributes().entrySet()) {
            json.writeFieldName(attribute.getKey());
            JsonValues.write(json, attribute.getValue());
        }
        json.writeEndObject();
    }

    private interface Form {
        void write(History history, OutputStream out) throws IOException;
    }
}
