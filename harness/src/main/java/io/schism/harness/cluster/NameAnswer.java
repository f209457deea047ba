package io.schism.harness.cluster;

import java.time.Duration;

/**
 * What became of a look-up.
 *
 * @param reach {@code CLOSED} where nobody answered in time
 * @param taken how long an answer took; zero where none came
 */
public record NameAnswer(Reach reach, Duration taken) {
    public NameAnswer(Reach reach) {
        this(reach, Duration.ZERO);
    }
}
