package io.schism.histories.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/** Every figure for a machine: {@code {"schema": 1, "about": {...}, "rows": [{"name": ..., ...}], ...}}. */
final class BenchJson {
    private record Entry(String name, Properties figures) {}

    private final Map<String, List<Entry>> sections = new LinkedHashMap<>();
    private Map<String, String> about = Map.of();

    void about(Map<String, String> facts) {
        about = facts;
    }

    void add(String section, String name, Properties figures) {
        sections.computeIfAbsent(section, s -> new ArrayList<>()).add(new Entry(name, figures));
    }

    void write(Writer out) throws IOException {
        try (JsonGenerator json = JsonFactory.builder().build().createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("schema", 1);
            json.writeObjectFieldStart("about");
            for (Map.Entry<String, String> fact : about.entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            for (Map.Entry<String, List<Entry>> section : sections.entrySet()) {
                json.writeArrayFieldStart(section.getKey());
                for (Entry entry : section.getValue()) {
                    write(entry, json);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
    }

    private static void write(Entry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", entry.name());
        for (String figure : new TreeSet<>(entry.figures().stringPropertyNames())) {
            String value = entry.figures().getProperty(figure);
            json.writeFieldName(figure);
            if (value.matches("-?\\d+(\\.\\d+)?(E-?\\d+)?")) {
                json.writeNumber(value);
            } else if (value.matches("true|false")) {
                json.writeBoolean(Boolean.parseBoolean(value));
            } else {
                json.writeString(value);
            }
        }
        json.writeEndObject();
    }
}
