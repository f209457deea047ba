package io.schism.workloads.agent;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Follows what a process did to files, by what {@code strace -f -y -s 0} says of its system calls. What returned is what counts: a program can
 * rely on nothing else. Files of which the trace leaves a doubt are {@linkplain #isClear told apart}.
 */
final class WriteTrace {
    private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
    private static final String UNFINISHED = "<unfinished ...>";
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\) += (\\d+)(?:<(/.*)>)?");
    private static final Pattern OPEN_FILE = Pattern.compile("\\b\\d+<(/[^>]*)>");
    private static final Pattern NAME = Pattern.compile("(?:(?:AT_FDCWD|\\d+)<(/[^>]*)>, )?\"([^\"]*)\"");

    private final Map<Path, WrittenFile> files;
    private final Map<String, String> unfinished = new HashMap<>();
    /** Names whose owner is not known: renamed by a path that the trace does not resolve, or linked. */
    private final Set<String> unclear = new HashSet<>();

    /** @param files those that were there as the trace began, by their real paths; as the trace is read they become those at its end */
    WriteTrace(Map<Path, WrittenFile> files) {
        this.files = files;
    }

    void read(Stream<String> lines) {
        lines.map(LINE::matcher).filter(Matcher::matches).forEach(line -> read(line.group(1), line.group(2)));
    }

    /** Two threads' calls may overlap: one is told in two parts then. */
    private void read(String thread, String text) {
        if (text.endsWith(UNFINISHED)) {
            unfinished.put(thread, text.substring(0, text.length() - UNFINISHED.length()));
            return;
        }
        Matcher resumed = RESUMED.matcher(text);
        String whole = resumed.matches()
                ? Optional.ofNullable(unfinished.remove(thread)).orElse("") + resumed.group(1)
                : text;
        Matcher call = CALL.matcher(whole);
        if (call.lookingAt()) {
            follow(call.group(1), call.group(2), Long.parseLong(call.group(3)), Optional.ofNullable(call.group(4)));
        }
    }

    private void follow(String call, String arguments, long result, Optional<String> opened) {
        switch (call) {
            case "open", "openat", "openat2", "creat" -> opened.ifPresent(path -> open(Path.of(path), arguments, call));
            case "write", "writev", "copy_file_range", "sendfile", "splice" ->
                each(arguments, file -> file.append(result));
            case "pwrite64", "pwritev" -> each(arguments, file -> file.write(number(arguments, 1) + result));
            case "pwritev2" -> vectored(arguments, result);
            case "lseek" -> each(arguments, file -> file.seek(result));
            case "ftruncate" -> each(arguments, file -> file.setLength(number(arguments, 1)));
            case "truncate" ->
                named(arguments, 0).map(files::get).ifPresent(file -> file.setLength(number(arguments, 1)));
            case "fallocate" -> each(arguments, file -> file.write(number(arguments, 2) + number(arguments, 1)));
            case "fsync", "fdatasync" -> each(arguments, WrittenFile::sync);
            case "sync", "syncfs" -> files.values().forEach(WrittenFile::sync);
            case "msync" -> msync(arguments);
            case "rename", "renameat", "renameat2" -> rename(arguments);
            case "link", "linkat" -> doubt(arguments);
            case "unlink", "unlinkat" -> named(arguments, 0).ifPresent(files::remove);
            case "io_uring_setup", "io_submit" ->
                throw new IllegalStateException("it writes by " + call + ", whose writes and syncs cannot be seen");
            default -> {
                // None that changes a file.
            }
        }
    }

    private void open(Path path, String arguments, String call) {
        WrittenFile file = files.get(path);
        if (file == null) {
            if (!call.equals("creat") && !arguments.contains("O_CREAT")) {
                return;
            }
            file = WrittenFile.created();
            files.put(path, file);
        } else if (call.equals("creat") || arguments.contains("O_TRUNC")) {
            file.setLength(0);
        }
        if (arguments.contains("O_SYNC") || arguments.contains("O_DSYNC")) {
            file.syncEachWrite();
        }
    }

    /** At -1 it goes on where the file's position is. */
    private void vectored(String arguments, long result) {
        boolean follows = number(arguments, 2) < 0;
        each(arguments, file -> {
            if (follows) {
                file.append(result);
            } else {
                file.write(number(arguments, 2) + result);
            }
            if (arguments.contains("RWF_SYNC") || arguments.contains("RWF_DSYNC")) {
                file.sync();
            }
        });
    }

    /** Of which file is not said, so that any may have been synced. */
    private void msync(String arguments) {
        if (arguments.contains("MS_SYNC")) {
            files.values().forEach(WrittenFile::sync);
        }
    }

    private void rename(String arguments) {
        Optional<Path> from = named(arguments, 0);
        Optional<Path> to = named(arguments, 1);
        List<Path> moving = from.stream()
                .flatMap(folder -> files.keySet().stream().filter(path -> path.startsWith(folder)))
                .toList();
        if (to.isEmpty() || moving.isEmpty() || arguments.contains("RENAME_EXCHANGE")) {
            doubt(arguments);
            return;
        }
        for (Path path : moving) {
            WrittenFile moved = files.remove(path);
            Path name = path.equals(from.get())
                    ? to.get()
                    : to.get().resolve(from.get().relativize(path));
            Optional.ofNullable(files.put(name, moved)).ifPresent(moved::replace);
        }
    }

    /** Whose these names are is not known from now on. */
    private void doubt(String arguments) {
        NAME.matcher(arguments)
                .results()
                .map(name -> Path.of(name.group(2)).getFileName())
                .forEach(name -> unclear.add(String.valueOf(name)));
    }

    private void each(String arguments, Consumer<WrittenFile> change) {
        OPEN_FILE
                .matcher(arguments)
                .results()
                .map(path -> Path.of(path.group(1)))
                .filter(files::containsKey)
                .map(files::get)
                .forEach(change);
    }

    /** The path in that place; empty where it is told from a folder that is not known. */
    private static Optional<Path> named(String arguments, int which) {
        List<MatchResult> names = NAME.matcher(arguments).results().toList();
        if (names.size() <= which) {
            return Optional.empty();
        }
        Path name = Path.of(names.get(which).group(2));
        return Optional.ofNullable(names.get(which).group(1))
                .map(folder -> Path.of(folder).resolve(name))
                .or(() -> Optional.of(name).filter(Path::isAbsolute))
                .map(Path::normalize);
    }

    /** The argument in that place, from the last. */
    private static long number(String arguments, int fromLast) {
        String[] all = arguments.strip().split(", ");
        return Long.parseLong(all[all.length - fromLast]);
    }

    /** Whether it is known what was done to the file of that path. */
    boolean isClear(Path path) {
        return !unclear.contains(path.getFileName().toString());
    }
}
