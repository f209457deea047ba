package io.schism.harness.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How many files are judged, as a bar on standard error; nothing at all where that is no terminal. Thread-safe. */
final class CheckProgress implements AutoCloseable {
    private static final int COLUMNS = 100;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err = System.err;
    private final @Nullable ProgressBar bar;
    private String drawn = "";

    CheckProgress(int files) {
        bar = Terminal.isInteractive() ? bar(files) : null;
    }

    private ProgressBar bar(int files) {
        return new ProgressBarBuilder()
                .setTaskName("check")
                .setInitialMax(files)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, COLUMNS))
                .build();
    }

    private synchronized void draw(String line) {
        drawn = line;
        err.print(CLEAR + line);
        err.flush();
    }

    /** Prints a result without tearing the bar, which shares the screen with it. */
    synchronized void print(Runnable result) {
        if (bar == null) {
            result.run();
            return;
        }
        err.print(CLEAR);
        err.flush();
        result.run();
        err.print(drawn);
        err.flush();
        bar.step();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            err.print(CLEAR);
            err.flush();
        }
    }
}
