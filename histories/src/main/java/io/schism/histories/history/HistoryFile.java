package io.schism.histories.history;

import io.schism.histories.edn.EdnWriter;
import io.schism.histories.error.UserError;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The file of a recorder. Lines gather in memory, and a daemon thread hands them to the operating system, so that no client
 * ever waits for a disk and a killed process loses at most 100 ms.
 */
final class HistoryFile implements AutoCloseable {
    /** Half of what is promised, for a machine that is late. */
    private static final long FLUSH_MILLIS = 50;

    private final Path path;
    private final OutputStream stream;
    private final ScheduledExecutorService flusher;
    private final Object writing = new Object();
    private EdnWriter gathered = new EdnWriter();
    private EdnWriter spare = new EdnWriter();
    private volatile @Nullable IOException failure;

    /** A new file; what an earlier run recorded is never overwritten. */
    @SuppressWarnings("FutureReturnValueIgnored") // what a flush has to say it says through the failure
    HistoryFile(Path path) {
        this.path = path;
        this.stream = create(path);
        this.flusher = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "history-flusher");
            thread.setDaemon(true);
            return thread;
        });
        flusher.scheduleWithFixedDelay(this::flush, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
    }

    Path path() {
        return path;
    }

    /** Appends a line. Where the value is none of EDN's, nothing is appended. */
    void append(Operation operation) {
        if (failure != null) {
            throw unwritable(path, failure);
        }
        synchronized (this) {
            int before = gathered.size();
            try {
                OperationLine.append(gathered, operation);
                gathered.ascii("\n");
            } catch (IllegalArgumentException e) {
                gathered.truncate(before);
                throw e;
            }
        }
    }

    /** Hands everything appended so far to the operating system. */
    void flush() {
        synchronized (writing) {
            EdnWriter full;
            synchronized (this) {
                if (gathered.size() == 0 || failure != null) {
                    return;
                }
                full = gathered;
                gathered = spare;
                spare = full;
            }
            try {
                full.drainTo(stream);
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    /** Writes what is left. If ever a byte could not be written, this is the last chance to hear of it. */
    @Override
    public void close() {
        flusher.shutdown();
        flush();
        try {
            stream.close();
        } catch (IOException e) {
            failure = e;
        }
        if (failure != null) {
            throw unwritable(path, failure);
        }
    }

    private static OutputStream create(Path path) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.createFile(path);
            // Not Files.newOutputStream: an interrupted thread would close its channel, and with it the evidence.
            return new FileOutputStream(path.toFile(), true);
        } catch (FileAlreadyExistsException e) {
            throw UserError.input(path, 0, 0, "there is a history already", "name a new file");
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static UserError unwritable(Path path, @Nullable IOException cause) {
        IOException known = cause == null ? new IOException("unknown") : cause;
        return UserError.environment(
                "the history " + path + " cannot be written: " + known.getMessage(),
                "see that its folder is writable and the disk has room",
                known);
    }
}
