package io.schism.workloads.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The same from processes of its own beside a member: {@code UnsyncedWritesMain begin WATCH FOLDER...} among its processes, whose ids it
 * prints, and {@code UnsyncedWritesMain lose WATCH FOLDER...}, which prints a line {@code BYTES PATH} for each file that lost something.
 */
public final class UnsyncedWritesMain {
    private UnsyncedWritesMain() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 3) {
            throw new IllegalArgumentException("usage: UnsyncedWritesMain begin|lose WATCH FOLDER...");
        }
        UnsyncedWrites writes = new UnsyncedWrites(
                Path.of(args[1]), Arrays.stream(args).skip(2).map(Path::of).toList());
        if (args[0].equals("begin")) {
            List<Long> processes = others();
            writes.begin(processes);
            processes.forEach(System.out::println);
        } else {
            writes.lose().forEach((path, bytes) -> System.out.println(bytes + " " + path));
        }
    }

    private static List<Long> others() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.map(process -> process.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(Long::valueOf)
                    .filter(id -> id != ProcessHandle.current().pid())
                    .toList();
        }
    }
}
