package io.schism.harness.run;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.linearizability.OnlineLinearizability.Violation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A load that was stopped early: by which violation, and how soon. Stands in the history as the observer's line
 * {@code :stopped}, so that a folder tells it without anything else.
 *
 * @param key whose operations are not linearizable
 * @param provenBy the index of the completion with which all outcomes that prove it were known
 * @param proven when that was, in nanoseconds of the recorder's clock
 * @param stopped when no further operation was begun
 */
record Stop(String key, long provenBy, long proven, long stopped) {
    static final String LINE = "stopped";

    static Stop at(long now, Violation violation) {
        Operation proof = violation.provenBy();
        return new Stop(violation.key().orElse(""), proof.index(), proof.time(), now);
    }

    /** The stop that a history tells of. */
    static Optional<Stop> of(History history) {
        return history.observed(LINE).stream()
                .filter(line -> line.value() instanceof Map<?, ?>)
                .map(line -> (Map<?, ?>) line.value())
                .map(value -> new Stop(
                        String.valueOf(value.get(Keyword.of("key"))),
                        number(value, "proven-by"),
                        number(value, "proven"),
                        number(value, "stopped")))
                .findFirst();
    }

    private static long number(Map<?, ?> value, String name) {
        return value.get(Keyword.of(name)) instanceof Long number ? number : 0;
    }

    /** What the line in the history carries. */
    Map<Keyword, @Nullable Object> value() {
        Map<Keyword, @Nullable Object> value = new LinkedHashMap<>();
        value.put(Keyword.of("key"), key);
        value.put(Keyword.of("proven-by"), provenBy);
        value.put(Keyword.of("proven"), proven);
        value.put(Keyword.of("stopped"), stopped);
        return value;
    }

    /** The same for {@code run.json}. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("key", key);
        facts.put("provenByIndex", provenBy);
        facts.put("provenMillis", proven / 1_000_000);
        facts.put("stoppedMillis", stopped / 1_000_000);
        facts.put("stoppedAfterMillis", afterMillis());
        return facts;
    }

    /** How long after its proof was recorded. */
    long afterMillis() {
        return (stopped - proven) / 1_000_000;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "stopped at %.3f s, %d ms after the proof: with index %d, at %.3f s, key %s was known not to be"
                        + " linearizable",
                stopped / 1e9,
                afterMillis(),
                provenBy,
                proven / 1e9,
                key);
    }
}
