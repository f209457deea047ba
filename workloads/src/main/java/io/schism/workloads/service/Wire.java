package io.schism.workloads.service;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry as JSON: {@code [epoch, pos, "op", key, ["write", v] | ["cas", old, new]]}, key and change null where an epoch begins. */
@JsonSerialize(using = Wire.Writer.class)
@JsonDeserialize(using = Wire.Reader.class)
record Wire(Entry entry) {
    static List<Wire> of(List<Entry> entries) {
        return entries.stream().map(Wire::new).toList();
    }

    static List<Entry> entries(List<Wire> wires) {
        return wires.stream().map(Wire::entry).toList();
    }

    static final class Writer extends JsonSerializer<Wire> {
        @Override
        public void serialize(Wire wire, JsonGenerator out, SerializerProvider provider) throws IOException {
            Entry entry = wire.entry();
            out.writeStartArray();
            out.writeNumber(entry.epoch());
            out.writeNumber(entry.pos());
            out.writeString(entry.op());
            number(out, entry.key());
            change(out, entry.change());
            out.writeEndArray();
        }

        private static void change(JsonGenerator out, @Nullable Change change) throws IOException {
            if (change == null) {
                out.writeNull();
                return;
            }
            out.writeStartArray();
            if (change instanceof Change.Cas cas) {
                out.writeString("cas");
                number(out, cas.old());
            } else {
                out.writeString("write");
            }
            out.writeNumber(change.value());
            out.writeEndArray();
        }

        private static void number(JsonGenerator out, @Nullable Long number) throws IOException {
            if (number == null) {
                out.writeNull();
            } else {
                out.writeNumber(number);
            }
        }
    }

    static final class Reader extends JsonDeserializer<Wire> {
        @Override
        public Wire deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode node = in.readValueAsTree();
            if (node == null || !node.isArray() || node.size() != 5) {
                return context.reportInputMismatch(Wire.class, "an entry has five members, not: %s", node);
            }
            return new Wire(new Entry(
                    node.get(0).longValue(),
                    node.get(1).longValue(),
                    node.get(2).textValue(),
                    number(node.get(3)),
                    change(node.get(4))));
        }

        private static @Nullable Change change(JsonNode node) {
            if (node.isNull()) {
                return null;
            }
            return node.get(0).textValue().equals("cas")
                    ? new Change.Cas(number(node.get(1)), node.get(2).longValue())
                    : new Change.Write(node.get(1).longValue());
        }

        private static @Nullable Long number(JsonNode node) {
            return node.isNull() ? null : Long.valueOf(node.longValue());
        }
    }
}
