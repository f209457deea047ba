package io.schism.harness.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A stage of a run that is under way, as a bar that moves by itself. */
final class StageBar {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long start = System.nanoTime();
    private final String name;
    private final long expected;
    private final ProgressBar bar;
    private final Thread ticker;

    StageBar(String name, Duration expected, StatusLine line) {
        this.name = name;
        this.expected = Math.max(1, expected.toMillis());
        this.bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(this.expected)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setUnit(" s", 1000)
                .hideEta()
                .setConsumer(line)
                .build();
        this.ticker = new Thread(this::tick, "progress");
        ticker.setDaemon(true);
        ticker.start();
    }

    private void tick() {
        while (!Thread.currentThread().isInterrupted()) {
            bar.stepTo(Math.min(elapsed(), expected));
            bar.setExtraMessage(left(expected - elapsed()));
            LockSupport.parkNanos(100 * NANOS_PER_MILLI);
        }
    }

    private long elapsed() {
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }

    /** How long the stage should still take, in words. */
    static String left(long millis) {
        if (millis <= 0) {
            return "any moment now";
        }
        long seconds = (millis + 999) / 1000;
        return seconds < 60 ? seconds + " s left" : seconds / 60 + " min " + seconds % 60 + " s left";
    }

    /** The bar is gone; what takes its place: the stage, and how long it took. */
    String end() {
        ticker.interrupt();
        bar.close();
        return String.format(Locale.ROOT, "%s  %.1f s", name, elapsed() / 1e3);
    }
}
