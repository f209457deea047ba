package io.schism.histories.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import io.schism.histories.edn.ArrayMap;
import io.schism.histories.edn.EdnException;
import io.schism.histories.edn.EdnReader;
import io.schism.histories.edn.EdnWriter;
import io.schism.histories.edn.Keyword;
import io.schism.histories.edn.SharedValues;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * EDN values as JSON and back, without loss. What JSON has stays as it is. A keyword is the string {@code ":name"}, also as
 * a key; a string that would look like one gets a {@code ~} in front. Everything else - sets, symbols, characters, tags,
 * maps with other keys, numbers that are no JSON - is {@code {"#edn": "its EDN"}}.
 */
final class JsonValues {
    private static final String EDN = "#edn";
    private static final Pattern LOOKS_LIKE_KEYWORD = Pattern.compile("~*:.*", Pattern.DOTALL);

    private JsonValues() {}

    static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigInteger integer) {
            json.writeNumber(integer);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Keyword || value instanceof CharSequence) {
            json.writeString(text(value));
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map && isObject(map)) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(text(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else {
            json.writeStartObject();
            json.writeStringField(EDN, EdnWriter.toString(value));
            json.writeEndObject();
        }
    }

    /** The value whose first token is the parser's current one. */
    static @Nullable Object read(JsonParser json, SharedValues shared) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT ->
                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? json.getBigIntegerValue()
                        : (Object) shared.number(json.getLongValue());
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_STRING -> value(shared.text(json.getText()));
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (!json.nextToken().isStructEnd()) {
                    list.add(read(json, shared));
                }
                yield shared.vector(list.toArray(), 0, list.size());
            }
            case START_OBJECT -> object(json, shared);
            default -> throw new JsonParseException(json, "a value was expected");
        };
    }

    private static @Nullable Object object(JsonParser json, SharedValues shared) throws IOException {
        List<@Nullable Object> pairs = new ArrayList<>();
        while (!json.nextToken().isStructEnd()) {
            pairs.add(json.currentName());
            json.nextToken();
            pairs.add(read(json, shared));
        }
        if (pairs.size() == 2 && EDN.equals(pairs.get(0)) && pairs.get(1) instanceof String edn) {
            try {
                return EdnReader.parse(edn);
            } catch (EdnException e) {
                throw new JsonParseException(json, "in \"" + EDN + "\": " + e.getMessage(), e);
            }
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            pairs.set(i, value((String) pairs.get(i)));
        }
        try {
            return ArrayMap.of(pairs.toArray(), 0, pairs.size());
        } catch (IllegalArgumentException e) {
            throw new JsonParseException(json, "in the object " + e.getMessage(), e);
        }
    }

    /** Whether all keys are keywords or strings, and it cannot be taken for the escape to EDN. */
    private static boolean isObject(Map<?, ?> map) {
        return !map.containsKey(EDN)
                && map.keySet().stream().allMatch(key -> key instanceof Keyword || key instanceof CharSequence);
    }

    private static String text(Object keywordOrText) {
        String text = keywordOrText.toString();
        return keywordOrText instanceof CharSequence
                        && LOOKS_LIKE_KEYWORD.matcher(text).matches()
                ? "~" + text
                : text;
    }

    private static @Nullable Object value(@Nullable String text) {
        if (text == null || !LOOKS_LIKE_KEYWORD.matcher(text).matches()) {
            return text;
        }
        if (text.startsWith("~")) {
            return text.substring(1);
        }
        try {
            return Keyword.of(text.substring(1));
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
