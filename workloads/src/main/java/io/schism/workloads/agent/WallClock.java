package io.schism.workloads.agent;

import java.io.BufferedReader;
import java.time.Clock;

/** What time a member believes it is. */
final class WallClock {
    private static final Clock CLOCK = Clock.systemUTC();

    private WallClock() {}

    /** {@code clock}: {@code clock MILLIS}, since 1970. */
    static String tell(String[] words, BufferedReader in) {
        return "clock " + CLOCK.millis();
    }
}
