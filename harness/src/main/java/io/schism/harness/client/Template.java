package io.schism.harness.client;

import io.schism.harness.yaml.YamlValue;
import io.schism.workloads.client.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text in which {@code {key}}, {@code {value}}, {@code {old}} and {@code {op}} stand for what an operation says. An old
 * value of nil becomes what the protocol calls it.
 */
record Template(String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9.-]*)}");

    /** What may stand in the template of an operation. */
    static final List<String> READ = List.of("key", "op");

    static final List<String> WRITE = List.of("key", "value", "op");
    static final List<String> CAS = List.of("key", "old", "value", "op");

    /** @param known the names that may stand in braces */
    static Template read(YamlValue value, List<String> known) {
        Matcher matcher = PLACEHOLDER.matcher(value.text());
        while (matcher.find()) {
            if (!known.contains(matcher.group(1))) {
                throw value.wrong(
                        "has a placeholder that means nothing here: " + matcher.group(),
                        "known are {" + String.join("}, {", known) + "}");
            }
        }
        return new Template(value.text());
    }

    /** The same; a template without one of these placeholders would do the same to every key or value. */
    static Template read(YamlValue value, List<String> known, List<String> needed) {
        Template template = read(value, known);
        for (String name : needed) {
            if (!template.text().contains("{" + name + "}")) {
                throw value.wrong("does not say {" + name + "}", "put {" + name + "} where the " + name + " belongs");
            }
        }
        return template;
    }

    /** @param nil what stands for an absent old value */
    String fill(String op, Request request, String nil) {
        return fill(text, values(op, request, nil));
    }

    static String fill(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    private static Map<String, String> values(String op, Request request, String nil) {
        Map<String, String> values = new TreeMap<>();
        values.put("op", op);
        values.put("key", Long.toString(request.key()));
        if (request instanceof Request.Write write) {
            values.put("value", Long.toString(write.newValue()));
        } else if (request instanceof Request.Cas cas) {
            values.put("value", Long.toString(cas.newValue()));
            values.put("old", text(cas.old(), nil));
        }
        return values;
    }

    private static String text(@Nullable Long value, String nil) {
        return value == null ? nil : Long.toString(value);
    }
}
