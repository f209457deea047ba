package io.schism.histories.verdict;

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
    public static Evidence of(String text, List<Long> indices) {
        return new Evidence(text, indices, Map.of());
    }
}
