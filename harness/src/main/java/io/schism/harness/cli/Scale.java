package io.schism.harness.cli;

import io.schism.harness.yaml.Durations;
import io.schism.histories.error.UserError;
import java.time.Duration;

/** Options that are numbers with a meaning, read with errors that say what to write. */
final class Scale {
    private Scale() {}

    static double of(double scale) {
        if (!(scale > 0) || scale > 100) {
            throw UserError.usage("--scale must be above 0 and at most 100, not " + scale, "write --scale 0.25");
        }
        return scale;
    }

    static Duration duration(String option, String text) {
        return Durations.parse(text)
                .orElseThrow(() -> UserError.usage(
                        option + " must be a time, not " + text, "write 250ms, 43s or 2m; never negative"));
    }
}
