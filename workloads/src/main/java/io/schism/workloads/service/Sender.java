package io.schism.workloads.service;

import io.schism.workloads.coordination.CallFailure;
import io.schism.workloads.coordination.JsonCalls;
import io.schism.workloads.coordination.Timings;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one replica's log in line with the primary's, one batch at a time, for as long as the leadership lasts. */
final class Sender implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final int BATCH = 1_000;

    private record Batch(Internal.Append append, long round) {}

    private final Node node;
    private final Leadership leadership;
    private final Progress progress;
    private final JsonCalls calls;
    private final Timings timings;
    private long sentRound;

    Sender(Node node, Leadership leadership, Progress progress, JsonCalls calls, Timings timings) {
        this.node = node;
        this.leadership = leadership;
        this.progress = progress;
        this.calls = calls;
        this.timings = timings;
    }

    @Override
    public void run() {
        try {
            for (Optional<Batch> batch = next(); batch.isPresent(); batch = next()) {
                send(batch.get());
            }
        } catch (UncheckedIOException e) {
            log.error("sending to {} ended with the disk", progress.peer().node(), e);
        }
    }

    private Optional<Batch> next() {
        try (Monitor.Held held = node.monitor().enter()) {
            Ledger ledger = node.ledger();
            node.monitor()
                    .await(() -> leadership.ended() || (progress.reachable() && hasWork(ledger)), timings.heartbeat());
            if (leadership.ended()) {
                return Optional.empty();
            }
            long prev = progress.next() - 1;
            List<Entry> entries = progress.takesEntries() ? ledger.durableFrom(progress.next(), BATCH) : List.of();
            sentRound = leadership.rounds();
            return Optional.of(new Batch(
                    new Internal.Append(
                            leadership.epoch(),
                            node.name(),
                            ledger.epochAt(prev),
                            prev,
                            ledger.confirmed(),
                            Wire.of(entries)),
                    sentRound));
        }
    }

    /** Only durable entries are sent: a primary that restarts must not write other ones at positions that replicas have. */
    private boolean hasWork(Ledger ledger) {
        boolean entries = progress.takesEntries() && ledger.synced() >= progress.next();
        return entries || leadership.rounds() > sentRound;
    }

    private void send(Batch batch) {
        try {
            Internal.Appended answer = calls.post(
                    progress.peer().socketAddress(),
                    "/internal/append",
                    batch.append(),
                    Internal.Appended.class,
                    timings.append());
            try (Monitor.Held held = node.monitor().enter()) {
                reached(true, "");
                take(answer, batch.round());
            }
        } catch (CallFailure e) {
            try (Monitor.Held held = node.monitor().enter()) {
                reached(false, String.valueOf(e.getMessage()));
            }
        }
    }

    private void reached(boolean now, String why) {
        if (progress.reachable() != now && !leadership.ended()) {
            log.info(
                    now ? "{} is reached again at {}" : "{} is not reached behind {}: {}",
                    progress.peer().node(),
                    progress.next() - 1,
                    why);
        }
        progress.reachable(now);
    }

    private void take(Internal.Appended answer, long round) {
        if (leadership.ended()) {
            return;
        }
        if (answer.epoch() > leadership.epoch()) {
            log.info("{} answers with epoch {}", progress.peer().node(), answer.epoch());
            node.observe(answer.epoch(), null);
            return;
        }
        switch (answer.outcome()) {
            case APPENDED -> {
                progress.appended(answer.pos(), round);
                node.advance();
            }
            case MISMATCH -> {
                progress.mismatch(answer.pos(), round);
                node.monitor().changed();
            }
            case OUT -> {
                if (!progress.out()) {
                    log.info("{} stays out", progress.peer().node());
                }
                progress.wentOut();
            }
            case CONFLICT -> progress.conflicted();
            case STALE, AGAIN -> log.debug("{} answered {}", progress.peer().node(), answer);
        }
    }
}
