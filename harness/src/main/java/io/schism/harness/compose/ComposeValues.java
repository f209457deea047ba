package io.schism.harness.compose;

import io.schism.harness.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Values of a Compose file as Compose means them: variables put in, merge keys ({@code <<}) followed, keys that begin with {@code x-}
 * left out, and with them those that the user leaves out by name.
 */
final class ComposeValues {
    private static final String MERGE = "<<";

    private final Interpolation interpolation;
    private final Set<String> ignored;
    private final Set<String> met = new TreeSet<>();

    ComposeValues(Interpolation interpolation, Set<String> ignored) {
        this.interpolation = interpolation;
        this.ignored = ignored;
    }

    /** Those of the keys to leave out that stand in the file, as far as it was read. */
    Set<String> met() {
        return met;
    }

    /** A text, which may be empty. */
    String text(YamlValue value) {
        if (!value.isText()) {
            throw value.wrong("must be a text", "write one word or \"words in quotes\"");
        }
        return interpolation.apply(value, String.valueOf(value.plain()));
    }

    /** A text that says something. */
    String word(YamlValue value) {
        String text = text(value);
        if (text.isBlank()) {
            throw value.wrong("is empty", "write what it shall be, or remove it");
        }
        return text;
    }

    List<String> texts(YamlValue list) {
        return list.list().stream().map(this::text).toList();
    }

    /** A map with keys of the user's choice, merged. */
    Map<String, YamlValue> entries(YamlValue value) {
        Map<String, YamlValue> own = new LinkedHashMap<>(value.entries());
        YamlValue merged = own.remove(MERGE);
        Map<String, YamlValue> all = new LinkedHashMap<>();
        if (merged != null) {
            List<YamlValue> bases = merged.isList() ? merged.list() : List.of(merged);
            bases.forEach(base -> entries(base).forEach(all::putIfAbsent));
        }
        all.putAll(own);
        return all;
    }

    /** A map with no other keys than these. */
    Map<String, YamlValue> map(YamlValue value, String... keys) {
        Set<String> known = Set.of(keys);
        Map<String, YamlValue> kept = new LinkedHashMap<>();
        entries(value).forEach((key, entry) -> {
            if (ignored.contains(key)) {
                met.add(key);
            } else if (known.contains(key)) {
                kept.put(key, entry);
            } else if (!key.startsWith("x-")) {
                throw entry.wrong(
                        "cannot be kept from a Compose file",
                        "remove it, or write `ignore: [" + key + "]` beside `file` where nodes can do without");
            }
        });
        return kept;
    }
}
