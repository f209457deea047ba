package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.Operation;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words and units in which verdicts speak of calls and times. */
final class Phrases {
    private static final double NANOS_PER_MICRO = 1_000.0;
    private static final double NANOS_PER_SECOND = 1_000_000_000.0;

    private Phrases() {}

    /** Milliseconds with three decimals: the resolution of every {@code -ms} figure. */
    static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MICRO) / 1_000.0;
    }

    /** {@code 27.301 s}. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / NANOS_PER_SECOND);
    }

    /** {@code 1 call}, {@code 2 calls}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code line 13}: where to look in {@code history.edn}. */
    static String line(Operation operation) {
        return "line " + (operation.index() + 1);
    }

    /** {@code write of 41 to key 7}. */
    static String call(Call call) {
        Operation told = call.completion().orElse(call.invocation());
        Object value = told.value() == null ? call.invocation().value() : told.value();
        if (!(value instanceof List<?> pair) || pair.size() != 2) {
            return told.f() + " " + edn(value);
        }
        if (told.f().equals("write")) {
            return "write of " + edn(pair.get(1)) + " to key " + edn(pair.get(0));
        }
        if (told.f().equals("cas") && pair.get(1) instanceof List<?> change && change.size() == 2) {
            return "cas of key " + edn(pair.get(0)) + " from " + edn(change.get(0)) + " to " + edn(change.get(1));
        }
        return told.f() + " of key " + edn(pair.get(0));
    }

    private static String edn(@Nullable Object value) {
        return value == null ? "nil" : value.toString();
    }
}
