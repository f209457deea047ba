package io.schism.harness.scenario;

import io.schism.harness.yaml.Yaml;
import io.schism.harness.yaml.YamlValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a scenario file. What a variant does not say it takes from the variant that it extends, at last from the
 * scenario; policies and services are merged key by key, everything else is replaced whole.
 */
final class ScenarioReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,60}");
    private static final List<String> VARIANT_KEYS = List.of(
            "regions",
            "primary",
            "round-trips",
            "zookeeper",
            "policy",
            "service",
            "load",
            "plan",
            "stop",
            "work",
            "gap-limits",
            "checkers",
            "expect");
    private static final List<String> SCENARIO_KEYS =
            List.of("schema", "name", "title", "source", "description", "published", "not-reproduced", "variants");

    /** What a variant says, with all that it inherits. */
    private record Keys(Map<String, YamlValue> own, Sections sections) {
        Keys under(Map<String, YamlValue> more) {
            Map<String, YamlValue> keys = new LinkedHashMap<>(own);
            keys.putAll(more);
            return new Keys(keys, sections.under(more));
        }
    }

    private final VariantReader variants;

    /** @param check what a plan that is read must pass, told where the load stops */
    ScenarioReader(Vocabulary vocabulary, BiConsumer<Plan, YamlValue> check) {
        this.variants = new VariantReader(vocabulary, check);
    }

    /** @throws io.schism.histories.error.UserError naming the line of whatever is wrong */
    Scenario read(Path file) {
        return read(Yaml.read(file), file.toString());
    }

    Scenario read(YamlValue root, String origin) {
        Map<String, YamlValue> top = root.map(
                Stream.concat(SCENARIO_KEYS.stream(), VARIANT_KEYS.stream()).toArray(String[]::new));
        root.required(top, "schema").integer(1, 1);
        return new Scenario(
                origin,
                name(root.required(top, "name")),
                root.required(top, "title").text(),
                text(top, "source"),
                text(top, "description"),
                top.containsKey("published") ? published(top.get("published")) : List.of(),
                top.containsKey("not-reproduced") ? top.get("not-reproduced").texts() : List.of(),
                variants(root, top));
    }

    private Map<String, Variant> variants(YamlValue root, Map<String, YamlValue> top) {
        Keys scenario = new Keys(Map.of(), Sections.NONE).under(top);
        Map<String, Keys> known = new LinkedHashMap<>();
        Map<String, Variant> built = new LinkedHashMap<>();
        YamlValue list = root.required(top, "variants");
        list.entries().forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw value.wrong("is no name for a variant", "use letters, digits and hyphens");
            }
            Map<String, YamlValue> own = value.map(Stream.concat(Stream.of("title", "extends"), VARIANT_KEYS.stream())
                    .toArray(String[]::new));
            Keys base = scenario;
            if (own.containsKey("extends")) {
                YamlValue parent = own.get("extends");
                base = known.get(parent.text());
                if (base == null) {
                    throw parent.wrong("names no variant above it: " + parent.text(), "name an earlier variant");
                }
            }
            Keys keys = base.under(own);
            known.put(name, keys);
            built.put(name, variants.read(name, value, keys.own(), keys.sections()));
        });
        if (built.isEmpty()) {
            throw list.wrong("is empty", "describe at least one variant");
        }
        return built;
    }

    private static String name(YamlValue value) {
        if (!NAME.matcher(value.text()).matches()) {
            throw value.wrong("is no name for a scenario: " + value.text(), "use letters, digits and hyphens");
        }
        return value.text();
    }

    private static List<Scenario.Published> published(YamlValue list) {
        return list.list().stream()
                .map(row -> {
                    Map<String, YamlValue> keys = row.map("figure", "published", "measured");
                    return new Scenario.Published(
                            row.required(keys, "figure").text(),
                            row.required(keys, "published").text(),
                            text(keys, "measured"));
                })
                .toList();
    }

    private static String text(Map<String, YamlValue> keys, String key) {
        YamlValue value = keys.get(key);
        return value == null ? "" : value.text().strip();
    }
}
