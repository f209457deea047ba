package io.schism.workloads.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a node gave up when it followed a primary of a higher epoch: kept for people, never read by the service. */
final class SideFile implements AutoCloseable {
    private static final String NAME = "side";

    private final Storage.AppendFile file;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<List<Long>> known = new HashSet<>();
    private long length;

    SideFile(Storage storage) throws IOException {
        file = storage.open(NAME);
        byte[] bytes = file.readAll();
        Records.Scan scan = Records.scan(bytes, NAME);
        scan.records().forEach(found -> remember(found.entry()));
        length = scan.length();
        if (length < bytes.length) {
            file.truncate(length);
        }
    }

    /** Keeps these, durably; those kept before, by a truncation that a crash cut short, are not kept twice. */
    void keep(List<Entry> given) throws IOException {
        long syncedBefore = length;
        for (Entry entry : given) {
            if (remember(entry)) {
                byte[] record = Records.write(entry, syncedBefore, 0);
                file.append(record);
                length += record.length;
            }
        }
        file.sync();
    }

    private boolean remember(Entry entry) {
        boolean isNew = known.add(List.of(entry.epoch(), entry.pos()));
        if (isNew) {
            entries.add(entry);
        }
        return isNew;
    }

    /** All of them, in the order in which they were given up. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    long count() {
        return entries.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
