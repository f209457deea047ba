package io.schism.harness.compose;

import io.schism.harness.yaml.YamlValue;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables in a Compose file: {@code $NAME}, {@code ${NAME}}, {@code ${NAME:-default}}, {@code ${NAME:?what to say}} and {@code
 * ${NAME:+instead}}; {@code $$} is a plain dollar. One that is not set and has no default is refused, where Compose would put nothing.
 */
record Interpolation(Map<String, String> variables) {
    private static final Pattern FORM = Pattern.compile(
            "\\$(?:(\\$)|([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?)([-?+])([^${}]*))?}|)");

    /** @param where what stands for the text in errors */
    String apply(YamlValue where, String text) {
        return FORM.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(
                        where,
                        found.group(),
                        found.group(1),
                        found.group(2) == null ? found.group(3) : found.group(2),
                        ":".equals(found.group(4)),
                        found.group(5),
                        found.group(6))));
    }

    private String value(
            YamlValue where,
            String whole,
            @Nullable String dollar,
            @Nullable String name,
            boolean emptyCounts,
            @Nullable String operator,
            @Nullable String words) {
        if (dollar != null) {
            return dollar;
        }
        if (name == null) {
            throw where.wrong(
                    "has a $ that begins no variable",
                    "write $$ for a plain one; ${NAME:-default} takes a plain default");
        }
        String value = variables.get(name);
        boolean set = value != null && !(emptyCounts && value.isEmpty());
        if ("+".equals(operator)) {
            return set ? String.valueOf(words) : "";
        }
        if (set) {
            return String.valueOf(value);
        }
        if ("-".equals(operator)) {
            return String.valueOf(words);
        }
        throw where.wrong(
                "needs the variable " + name + (words == null || words.isBlank() ? "" : ": " + words),
                "set it, or write ${" + name + ":-default} in place of " + whole);
    }
}
