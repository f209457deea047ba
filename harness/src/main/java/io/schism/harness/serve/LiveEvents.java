package io.schism.harness.serve;

import io.schism.harness.report.LiveTimeline;
import io.schism.workloads.time.Pause;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The events of one run for one page: {@code timeline} whenever the history grew, {@code judging} once it is whole, {@code end}
 * with the verdict, or with the word for a run that ended without one.
 */
final class LiveEvents {
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int QUIET_TICKS = 20;

    private final Path folder;
    private final BooleanSupplier open;

    /** @param open false once the server is closed */
    LiveEvents(Path folder, BooleanSupplier open) {
        this.folder = folder;
        this.open = open;
    }

    /** Writes events until the run is over, the server closes, or nobody listens any more. */
    void writeTo(OutputStream out) throws IOException {
        TailedHistory history = new TailedHistory(folder.resolve("history.edn"));
        LiveTimeline timeline = new LiveTimeline();
        int quiet = 0;
        boolean judging = false;
        while (open.getAsBoolean()) {
            // Asked before the lines are read: once it is over there are none to come.
            ListedRun run = ListedRun.of(folder);
            if (history.poll(timeline::add)) {
                event(out, "timeline", timeline.json());
                quiet = 0;
            } else if (++quiet % QUIET_TICKS == 0) {
                send(out, ": nothing new\n\n"); // how a page that went away is noticed
            }
            if (!run.isRunning()) {
                event(out, "end", run.verdict());
                return;
            }
            if (!judging && run.verdict().equals("judging")) {
                judging = true;
                event(out, "judging", "");
            }
            Pause.of(TICK);
        }
    }

    private static void event(OutputStream out, String name, String data) throws IOException {
        send(out, "event: " + name + "\ndata: " + data + "\n\n");
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
