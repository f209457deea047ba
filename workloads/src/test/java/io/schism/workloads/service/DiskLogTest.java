package io.schism.workloads.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskLogTest {
    @TempDir
    private Path folder;

    private List<Entry> entries = List.of();

    @BeforeEach
    void writeFour() throws IOException {
        entries = List.of(
                Entry.epochStart(1, 1),
                new Entry(1, 2, "a", 7L, new Change.Write(41)),
                new Entry(1, 3, "b", 7L, new Change.Cas(41L, 42)),
                new Entry(2, 4, "c", 8L, new Change.Cas(null, 1)));
        try (DiskLog log = new DiskLog(new Disk(folder))) {
            for (Entry entry : entries) {
                log.append(entry, entry.pos() - 1);
                DiskLog.SyncPoint point = log.beforeSync();
                log.sync();
                log.afterSync(point);
            }
        }
    }

    private byte[] bytes() throws IOException {
        return Files.readAllBytes(folder.resolve("log"));
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(folder.resolve("log"), bytes);
    }

    @Test
    @DisplayName("a log is found as it was written, with what was confirmed")
    void isFoundAgain() throws IOException {
        try (DiskLog log = new DiskLog(new Disk(folder))) {
            assertThat(log.range(1, log.lastPos())).isEqualTo(entries);
            assertThat(log.synced()).isEqualTo(4);
            assertThat(log.lastEpoch()).isEqualTo(2);
            assertThat(log.confirmedOnDisk()).isEqualTo(3);
            assertThat(log.firstOfEpochAt(3)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("a log torn at any byte of its last record loses that record alone, and goes on")
    void tornTailIsCut() throws IOException {
        byte[] whole = bytes();
        int last = Records.write(entries.get(3), 0, 0).length;
        for (int cut = 1; cut <= last; cut++) {
            write(Arrays.copyOf(whole, whole.length - cut));
            try (DiskLog log = new DiskLog(new Disk(folder))) {
                assertThat(log.lastPos()).isEqualTo(3);
                log.append(entries.get(3), 3);
                log.sync();
            }
            try (DiskLog log = new DiskLog(new Disk(folder))) {
                assertThat(log.range(1, log.lastPos())).isEqualTo(entries);
            }
        }
    }

    @Test
    @DisplayName("a byte broken in what had been synced before a later record: the log refuses to open and says where")
    void damageIsRefused() throws IOException {
        byte[] broken = bytes();
        broken[20] ^= 1;
        write(broken);
        assertThatThrownBy(() -> new DiskLog(new Disk(folder)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("damaged at byte 0");
    }

    @Test
    @DisplayName("records that a crash wrote out of order, a hole before a whole one, never synced: a torn tail")
    void unsyncedHoleIsATornTail() throws IOException {
        byte[] whole = bytes();
        byte[] hole = new byte[60];
        byte[] later = Records.write(new Entry(2, 6, "e", 1L, new Change.Write(1)), whole.length, 3);
        byte[] file = Arrays.copyOf(whole, whole.length + hole.length + later.length);
        System.arraycopy(later, 0, file, whole.length + hole.length, later.length);
        write(file);
        try (DiskLog log = new DiskLog(new Disk(folder))) {
            assertThat(log.range(1, log.lastPos())).isEqualTo(entries);
        }
        assertThat(bytes()).isEqualTo(whole);
    }

    @Test
    @DisplayName("a truncation during a sync: what is appended after it does not count as synced")
    void truncationOvertakesSync() throws IOException {
        try (DiskLog log = new DiskLog(new Disk(folder))) {
            log.append(new Entry(2, 5, "d", 1L, new Change.Write(1)), 3);
            DiskLog.SyncPoint point = log.beforeSync();
            log.sync();
            log.truncate(2);
            log.append(new Entry(3, 3, "x", 1L, new Change.Write(2)), 2);
            log.append(new Entry(3, 4, "y", 1L, new Change.Write(3)), 2);
            log.append(new Entry(3, 5, "z", 1L, new Change.Write(4)), 2);
            log.afterSync(point);
            assertThat(log.synced()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("the side file keeps an entry once, however often it is given up")
    void sideFileKeepsOnce() throws IOException {
        try (SideFile side = new SideFile(new Disk(folder))) {
            side.keep(entries.subList(1, 3));
            side.keep(entries.subList(1, 4));
        }
        try (SideFile side = new SideFile(new Disk(folder))) {
            assertThat(side.entries()).isEqualTo(entries.subList(1, 4));
        }
    }
}
