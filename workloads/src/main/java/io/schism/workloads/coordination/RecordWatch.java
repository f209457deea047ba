package io.schism.workloads.coordination;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the record when it changes, when the session comes back, and now and then besides, since a watch can be lost
 * with its session. Readings arrive one at a time on one thread.
 */
public final class RecordWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RecordWatch.class);

    /**
     * One reading.
     *
     * @param record what stands there; empty where nobody has been made primary yet
     * @param sessionChanges the session's count of changes from before the reading
     */
    public record Reading(Optional<PrimaryRecord> record, long sessionChanges) {}

    private final ZooKeeperSession session;
    private final PrimaryRecords records;
    private final Registration registration;
    private final Consumer<Reading> listener;
    private final Duration patience;
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "record");
        thread.setDaemon(true);
        return thread;
    });
    private final Watcher watcher = this::changed;

    private RecordWatch(ZooKeeperSession session, String node, Duration patience, Consumer<Reading> listener) {
        this.session = session;
        this.records = new PrimaryRecords(session);
        this.registration = new Registration(session, node);
        this.listener = listener;
        this.patience = patience;
    }

    /** Watches for a node, and keeps that node's ephemeral in place. */
    public static RecordWatch start(
            ZooKeeperSession session, String node, Timings timings, Consumer<Reading> listener) {
        RecordWatch watch = new RecordWatch(session, node, timings.connection(), listener);
        long every = timings.refresh().toNanos();
        var unused = watch.reader.scheduleWithFixedDelay(watch::refresh, 0, every, TimeUnit.NANOSECONDS);
        return watch;
    }

    /** Reads again, soon; never blocks. */
    public void refreshSoon() {
        try {
            reader.execute(this::refresh);
        } catch (RejectedExecutionException e) {
            log.debug("closed already");
        }
    }

    private void changed(WatchedEvent event) {
        if (event.getType() != Watcher.Event.EventType.None) {
            refreshSoon();
        }
    }

    private void refresh() {
        if (session.state() != SessionState.CONNECTED) {
            return; // It is read as soon as the session is back.
        }
        try {
            registration.ensure();
            long changes = session.changes();
            listener.accept(new Reading(records.read(watcher).map(PrimaryRecords.Versioned::record), changes));
        } catch (CoordinationFailure e) {
            log.debug("the record was not read, it will be tried again", e);
        } catch (RuntimeException e) {
            log.error("a reading of the record failed", e); // The executor would drop the task silently.
        }
    }

    @Override
    public void close() {
        Loops.end(reader, patience);
    }
}
