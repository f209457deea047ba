package io.schism.workloads.agent;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a trace tells of one file, wherever it has been renamed to. Its length is told from above: a write makes a file longer by what it wrote
 * at most. So whatever lies beyond the length at the last sync was certainly not synced.
 */
final class WrittenFile {
    /** Whose content it had as the watch began, or would have had its own never reached the disk. */
    private @Nullable Path before;

    private long length;
    private long synced;
    private boolean syncsEachWrite;
    private boolean hasChanged;
    private boolean wasSynced;
    private boolean hasReplaced;

    private WrittenFile(@Nullable Path before, long length, boolean syncsEachWrite) {
        this.before = before;
        this.length = length;
        this.synced = length;
        this.syncsEachWrite = syncsEachWrite;
    }

    /** One that was there, and counts as synced. */
    static WrittenFile found(Path path, long length, boolean syncsEachWrite) {
        return new WrittenFile(path, length, syncsEachWrite);
    }

    static WrittenFile created() {
        WrittenFile created = new WrittenFile(null, 0, false);
        created.hasChanged = true;
        return created;
    }

    /** Opened with O_SYNC or O_DSYNC. */
    void syncEachWrite() {
        syncsEachWrite = true;
    }

    void append(long bytes) {
        write(length + bytes);
    }

    /** Something was written that ends there. */
    void write(long end) {
        hasChanged = true;
        length = Math.max(length, end);
        if (syncsEachWrite) {
            sync();
        }
    }

    /** What is written next may begin there. */
    void seek(long position) {
        length = Math.max(length, position);
    }

    /** What was behind is gone: it does not come back. */
    void setLength(long now) {
        hasChanged = true;
        length = now;
        synced = Math.min(synced, now);
        if (syncsEachWrite) {
            sync();
        }
    }

    void sync() {
        wasSynced = true;
        synced = length;
    }

    /** It has taken the name of that one, which is what the name stands for again should this one be lost. */
    void replace(WrittenFile other) {
        hasReplaced = !other.neverWas();
        if (before == null && !other.wasSynced) {
            before = other.before;
        }
    }

    boolean hasChanged() {
        return hasChanged;
    }

    /** Whether writes were seen that make it that long: others were made in ways that are not seen. */
    boolean explains(long found) {
        return found <= length;
    }

    /** Whose old content is what the disk has of it; empty where it was synced since, or has none. */
    Optional<Path> untouched() {
        return wasSynced ? Optional.empty() : Optional.ofNullable(before);
    }

    /** Whether nothing of it, and not even its name, has reached the disk. */
    boolean neverWas() {
        return !wasSynced && before == null && !hasReplaced;
    }

    /** How much of it, from its beginning, may have been synced. */
    long synced() {
        return synced;
    }
}
