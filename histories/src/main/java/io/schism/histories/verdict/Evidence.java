package io.schism.histories.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that proves a verdict, in words, with the operations it rests on.
 *
 * @param text a sentence for a reader
 * @param indices the {@code :index} of each operation it rests on; line {@code index + 1} of {@code history.edn}
 * @param facts the same for a machine: names to plain values (String, Long, Double, Boolean, List, Map)
 */
public record Evidence(String text, List<Long> indices, Map<String, @Nullable Object> facts) {
    public Evidence {
        indices = List.copyOf(indices);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    public static Evidence of(String text, List<Long> indices) {
        return new Evidence(text, indices, Map.of());
    }

    /** The lines of {@code history.edn} that the indices stand in, from 1. */
    public List<Long> lines() {
        return indices.stream().map(index -> index + 1).toList();
    }
}
