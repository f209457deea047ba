package io.schism.harness.client;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.schism.harness.yaml.YamlValue;
import java.util.regex.Pattern;

/** A place in a JSON document: the keys to follow, with points between them, as in {@code state.role}. */
record JsonPath(String text, JsonPointer pointer) {
    private static final Pattern FORM = Pattern.compile("[^./\\s]+(\\.[^./\\s]+)*");

    static JsonPath read(YamlValue value) {
        String text = value.text();
        if (!FORM.matcher(text).matches()) {
            throw value.wrong(
                    "is no path into a JSON document: " + text, "write its keys with points, as in state.role");
        }
        return new JsonPath(text, JsonPointer.compile("/" + text.replace('.', '/')));
    }

    JsonNode in(JsonNode document) {
        return document.at(pointer);
    }
}
