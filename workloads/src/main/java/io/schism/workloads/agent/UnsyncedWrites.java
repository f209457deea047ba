package io.schism.workloads.agent;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Takes from a member's folders what it has written and not synced, as a machine without power does. What is there as the watch begins counts
 * as synced. What cannot be told for certain to be unsynced is left alone: nothing that was synced is ever taken.
 */
public final class UnsyncedWrites {
    /** Of longer files no copy is taken: what they lose is what was appended. */
    private static final long COPIED = 1 << 20;

    private static final int SYNCS_EACH_WRITE = 010000;
    private static final String IO_URING = "anon_inode:[io_uring]";
    private static final String LIST = "files";

    private final Path watch;
    private final List<Path> folders;

    /**
     * Nothing is changed yet.
     *
     * @param watch a folder of its own, which keeps what is known from the beginning of the watch to its end
     * @param folders where the member keeps its data
     */
    public UnsyncedWrites(Path watch, List<Path> folders) {
        this.watch = watch;
        this.folders = folders.stream().map(UnsyncedWrites::real).toList();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the trace of the member's system calls is to be, from the beginning of the watch on. */
    public Path trace() {
        return watch.resolve("trace");
    }

    /**
     * Notes what is there; meanwhile the member's processes must stand still, until they are traced.
     *
     * @throws IllegalStateException where one of them writes in a way that no trace shows
     */
    public void begin(Collection<Long> processes) {
        Set<Path> synchronous = new HashSet<>();
        processes.forEach(process -> synchronous.addAll(opened(process)));
        try {
            Files.createDirectories(watch);
            Files.deleteIfExists(trace());
            List<String> list = new ArrayList<>();
            for (Path file : files()) {
                Path copy = copy(list.size());
                Files.deleteIfExists(copy);
                if (Files.size(file) <= COPIED) {
                    Files.copy(file, copy);
                }
                list.add(Files.size(file) + " " + synchronous.contains(file) + " " + file);
            }
            Files.write(watch.resolve(LIST), list);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy what is in " + folders, e);
        }
    }

    private Path copy(int number) {
        return watch.resolve(Integer.toString(number));
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(file -> Files.isRegularFile(file) && !file.toString().contains("\n"))
                        .forEach(files::add);
            }
        }
        return files;
    }

    /** The files that a process has open in such a way that each write is synced. */
    private static List<Path> opened(long process) {
        List<Path> synchronous = new ArrayList<>();
        Path proc = Path.of("/proc", Long.toString(process));
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            for (Path link : open.toList()) {
                Path target = Files.readSymbolicLink(link);
                if (target.toString().equals(IO_URING)) {
                    throw new IllegalStateException("it uses io_uring, whose writes and syncs cannot be seen");
                }
                if ((flags(proc.resolve("fdinfo").resolve(link.getFileName())) & SYNCS_EACH_WRITE) != 0) {
                    synchronous.add(target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot see what process " + process + " has open", e);
        }
        return synchronous;
    }

    private static int flags(Path info) throws IOException {
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("flags:"))
                    .mapToInt(line ->
                            Integer.parseInt(line.substring("flags:".length()).strip(), 8))
                    .findFirst()
                    .orElse(0);
        }
    }

    /**
     * Puts every file back to what was synced of it, once the member's processes are gone.
     *
     * @return how many bytes each file has lost, by its path in the member's folders; none where it has lost nothing
     */
    public Map<String, Long> lose() {
        try {
            Map<Path, WrittenFile> files = new HashMap<>();
            Map<Path, Path> copies = new HashMap<>();
            for (String line : Files.readAllLines(watch.resolve(LIST))) {
                String[] words = line.split(" ", 3);
                Path path = Path.of(words[2]);
                copies.put(path, copy(copies.size()));
                files.put(path, WrittenFile.found(path, Long.parseLong(words[0]), Boolean.parseBoolean(words[1])));
            }
            WriteTrace trace = new WriteTrace(files);
            try (Stream<String> lines = Files.lines(trace())) {
                trace.read(lines);
            }
            Map<String, Long> lost = new TreeMap<>();
            for (Path path : files()) {
                WrittenFile file = files.get(path);
                if (file != null && file.hasChanged() && trace.isClear(path) && file.explains(Files.size(path))) {
                    long bytes = putBack(
                            path, file, file.untouched().map(copies::get).filter(Files::exists));
                    lost.merge(name(path), bytes, Long::sum);
                }
            }
            for (Path copy : copies.values()) {
                Files.deleteIfExists(copy);
            }
            lost.values().removeIf(bytes -> bytes == 0);
            return lost;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot take what was not synced from " + folders, e);
        }
    }

    private String name(Path path) {
        return folders.size() == 1 ? folders.get(0).relativize(path).toString() : path.toString();
    }

    /** Writes into what is there, so that it stays its owner's; returns how many bytes are gone. */
    private static long putBack(Path path, WrittenFile file, Optional<Path> copy) throws IOException {
        long found = Files.size(path);
        if (copy.isPresent()) {
            long same = Files.mismatch(path, copy.get());
            Files.write(path, Files.readAllBytes(copy.get()));
            return same < 0 ? 0 : found - same;
        }
        if (file.neverWas()) {
            Files.delete(path);
            return found;
        }
        if (found > file.synced()) {
            try (RandomAccessFile whole = new RandomAccessFile(path.toFile(), "rw")) {
                whole.setLength(file.synced());
            }
        }
        return found - Files.size(path);
    }
}
