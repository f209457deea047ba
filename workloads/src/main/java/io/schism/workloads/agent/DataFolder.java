package io.schism.workloads.agent;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder that a member keeps its data in, and a folder beside it for what must be put back. */
public final class DataFolder {
    private static final String LOG = "log";
    private static final int LAST_BYTES = 8;
    private static final int PIECE = 64 * 1024;

    private final Path data;
    private final Path kept;

    public DataFolder(Path data, Path kept) {
        this.data = data;
        this.kept = kept;
    }

    /**
     * Makes a change; returns what was done, in words, and for {@code MEASURE} a number alone.
     *
     * @throws IllegalStateException where there is nothing to change
     */
    public String make(DataChange change) {
        try {
            return switch (change.kind()) {
                case WIPE -> wipe();
                case FLIP_END -> flip(end() - 1 - Math.floorMod(change.seed(), LAST_BYTES), change.seed());
                case FLIP_MIDDLE -> flip(end() / 2, change.seed());
                case TRUNCATE -> truncate();
                case RESTORE -> restore();
                case LOCK -> allowWriting(false);
                case UNLOCK -> allowWriting(true);
                case COPY -> snapshot(change.seed()).take();
                case EXCHANGE -> snapshot(change.seed()).exchange();
                case MEASURE -> Long.toString(end());
            };
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change " + data, e);
        }
    }

    /** Neither among the data nor among what was kept of it. */
    private Snapshot snapshot(long seed) {
        return new Snapshot(data, kept.resolveSibling("snapshot-" + seed));
    }

    private String wipe() throws IOException {
        List<Path> all = all(data);
        long bytes = 0;
        int files = 0;
        for (Path path : all) {
            if (path.equals(data)) {
                continue;
            }
            if (Files.isRegularFile(path)) {
                bytes += Files.size(path);
                files++;
            }
            Files.delete(path);
        }
        return "deleted " + files + " files of " + bytes + " bytes";
    }

    /** Deepest first. */
    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private Path log() throws IOException {
        return all(data).stream()
                .filter(Files::isRegularFile)
                .filter(file -> file.getFileName().toString().startsWith(LOG))
                .max(Comparator.comparing(DataFolder::changed))
                .orElseThrow(() -> new IllegalStateException("there is no log in " + data));
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long end() throws IOException {
        Path log = log();
        long end = end(log);
        if (end == 0) {
            throw new IllegalStateException(log + " is empty");
        }
        return end;
    }

    /** Behind the last byte that is not zero: some servers lay out a log long before they fill it. */
    static long end(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] piece = new byte[PIECE];
            for (long end = file.length(); end > 0; end -= Math.min(end, PIECE)) {
                long start = Math.max(0, end - PIECE);
                int length = (int) (end - start);
                file.seek(start);
                file.readFully(piece, 0, length);
                for (int i = length - 1; i >= 0; i--) {
                    if (piece[i] != 0) {
                        return start + i + 1;
                    }
                }
            }
        }
        return 0;
    }

    private String flip(long at, long seed) throws IOException {
        Path log = log();
        keep(log);
        long offset = Math.max(0, at);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(offset);
            int was = file.read();
            file.seek(offset);
            file.write(was ^ 1 << Math.floorMod(seed, Byte.SIZE));
        }
        return "flipped a bit of byte " + offset + " of " + data.relativize(log) + ", which ends at " + end();
    }

    private String truncate() throws IOException {
        Path log = log();
        keep(log);
        long end = end();
        long left = end - Math.max(1, end / 10);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(left);
        }
        return "cut " + data.relativize(log) + " from " + end + " bytes to " + left;
    }

    /** In place of whatever was kept before: a member that accepted that damage has written since. */
    private void keep(Path log) throws IOException {
        if (Files.exists(kept)) {
            for (Path old : all(kept)) {
                Files.delete(old);
            }
        }
        Path copy = kept.resolve(data.relativize(log));
        Files.createDirectories(copy.getParent());
        Files.copy(log, copy);
    }

    /** Writes into what is there, so that it stays its owner's. */
    private String restore() throws IOException {
        int files = 0;
        try (Stream<Path> all = Files.walk(kept)) {
            for (Path copy : all.filter(Files::isRegularFile).toList()) {
                Path file = data.resolve(kept.relativize(copy));
                Files.write(file, Files.readAllBytes(copy));
                Files.delete(copy);
                files++;
            }
        }
        return "restored " + files + " files";
    }

    private String allowWriting(boolean allowed) throws IOException {
        List<Path> all = all(data);
        for (Path path : all) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (allowed) {
                permissions.add(PosixFilePermission.OWNER_WRITE);
            } else {
                permissions.removeAll(Set.of(
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.GROUP_WRITE,
                        PosixFilePermission.OTHERS_WRITE));
            }
            Files.setPosixFilePermissions(path, permissions);
        }
        return all.size() + " files and folders " + (allowed ? "can be written again" : "cannot be written any more");
    }
}
