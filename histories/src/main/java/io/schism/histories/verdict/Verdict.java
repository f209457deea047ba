package io.schism.histories.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one checker says of one history.
 *
 * @param checker its name: {@code LIN}, {@code DUAL}, {@code LOST}, {@code DIV}, {@code GAP}, {@code FAULT}, {@code WORK}
 * @param validity valid, invalid or unknown
 * @param reason one sentence: why
 * @param figures measured figures by name (kebab-case, the unit as suffix: {@code dual-primary-ms}), in order; plain
 *     values only (String, Long, Double, Boolean, List, Map)
 * @param evidence what proves it; bounded in number, the figures carry the totals
 */
public record Verdict(
        String checker,
        Validity validity,
        String reason,
        Map<String, @Nullable Object> figures,
        List<Evidence> evidence) {

    public Verdict {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        evidence = List.copyOf(evidence);
    }

    /** All verdicts together: proven invalid outweighs unknown, unknown outweighs valid; no verdict at all is unknown. */
    public static Validity together(List<Verdict> verdicts) {
        return verdicts.stream().map(Verdict::validity).reduce(Validity::and).orElse(Validity.UNKNOWN);
    }
}
