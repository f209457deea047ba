package io.schism.harness.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How many files are judged, as a bar on standard error; nothing at all where that is no terminal. Thread-safe. */
final class CheckProgress implements AutoCloseable {
    private final StatusLine line = new StatusLine(System.err);
    private final @Nullable ProgressBar bar;

    CheckProgress(int files) {
        bar = Terminal.isInteractive() ? bar(files) : null;
    }

    private ProgressBar bar(int files) {
        return new ProgressBarBuilder()
                .setTaskName("check")
                .setInitialMax(files)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(line)
                .build();
    }

    /** Prints a result without tearing the bar, which shares the screen with it. */
    synchronized void print(Runnable result) {
        if (bar == null) {
            result.run();
            return;
        }
        line.above(result);
        bar.step();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
