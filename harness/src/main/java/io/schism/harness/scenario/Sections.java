package io.schism.harness.scenario;

import io.schism.harness.service.ServiceReader;
import io.schism.harness.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sections of a variant that are merged key by key with those that it inherits.
 *
 * @param policy of the harness's own service
 * @param service the user's; empty where the harness's own serves
 */
record Sections(Map<String, YamlValue> policy, Map<String, YamlValue> service) {
    static final Sections NONE = new Sections(Map.of(), Map.of());

    /** Keys whose own entries are merged by name. */
    private static final Set<String> BY_NAME = Set.of("env");

    /** These, with what a variant says put over them. */
    Sections under(Map<String, YamlValue> variant) {
        return new Sections(
                merged(policy, variant.get("policy"), PolicyReader.KEYS),
                merged(service, variant.get("service"), ServiceReader.KEYS));
    }

    private static Map<String, YamlValue> merged(
            Map<String, YamlValue> base, @Nullable YamlValue more, String... keys) {
        Map<String, YamlValue> merged = new LinkedHashMap<>(base);
        if (more != null) {
            more.map(keys)
                    .forEach((key, value) ->
                            merged.merge(key, value, BY_NAME.contains(key) ? YamlValue::under : (a, b) -> b));
        }
        return merged;
    }
}
