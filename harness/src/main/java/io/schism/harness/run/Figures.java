package io.schism.harness.run;

import io.schism.histories.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Looks up measured figures by {@code CHECKER.figure} or {@code CHECKER.figure.member}. */
public final class Figures {
    private Figures() {}

    /** The figure of that name; empty where it was not measured. */
    public static OptionalDouble find(List<Verdict> verdicts, String name) {
        String[] parts = name.split("\\.");
        for (Verdict verdict : verdicts) {
            if (verdict.checker().equals(parts[0])) {
                Object value = verdict.figures();
                for (int i = 1; i < parts.length && value instanceof Map<?, ?> map; i++) {
                    value = map.get(parts[i]);
                }
                if (value instanceof Number number) {
                    return OptionalDouble.of(number.doubleValue());
                }
            }
        }
        return OptionalDouble.empty();
    }

    /** Whether a figure is a time in milliseconds. */
    public static boolean isMillis(String name) {
        String[] parts = name.split("\\.");
        return parts.length > 1 && parts[1].endsWith("-ms");
    }
}
