package io.schism.harness.yaml;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 250ms}, {@code 43s}, {@code 1.5s}, {@code 2m}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(ms|s|m|h)");

    private Durations() {}

    /** The time that a text writes; empty where it writes none, or a negative one. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double seconds = Double.parseDouble(matcher.group(1))
                * switch (matcher.group(2)) {
                    case "ms" -> 0.001;
                    case "s" -> 1;
                    case "m" -> 60;
                    default -> 3600;
                };
        return Optional.of(Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    /** The shortest form that {@link #parse} reads back. */
    public static String write(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos % 1_000_000_000 == 0) {
            return nanos / 1_000_000_000 + "s";
        }
        return new java.math.BigDecimal(nanos)
                        .movePointLeft(6)
                        .stripTrailingZeros()
                        .toPlainString() + "ms";
    }

    /** A duration times a factor. */
    public static Duration scale(Duration duration, double factor) {
        return Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }
}
