package io.schism.harness.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/**
 * The last line of a terminal, which a bar keeps for itself: other lines go above it, and nothing of it is left behind.
 * Thread-safe.
 */
final class StatusLine extends ConsoleProgressBarConsumer {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private String drawn = "";

    StatusLine(PrintStream out) {
        super(out);
        this.out = out;
    }

    /** {@inheritDoc} In the place of what was drawn before. */
    @Override
    public synchronized void accept(String line) {
        drawn = line;
        out.print(CLEAR);
        super.accept(line);
        out.flush();
    }

    /** Prints whole lines without tearing the bar. */
    synchronized void above(Runnable lines) {
        out.print(CLEAR);
        out.flush();
        lines.run();
        if (!drawn.isEmpty()) {
            accept(drawn);
        }
    }

    /** {@inheritDoc} The line is free again. */
    @Override
    public synchronized void close() {
        drawn = "";
        out.print(CLEAR);
        out.flush();
    }
}
