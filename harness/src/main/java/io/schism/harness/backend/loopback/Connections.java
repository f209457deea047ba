package io.schism.harness.backend.loopback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The TCP connections of this machine, as the kernel lists them. */
final class Connections {
    private static final String ESTABLISHED = "01";

    private Connections() {}

    /** One end of a connection: both ports, and the kernel's number of the socket, 0 while nobody has accepted it. */
    record End(int local, int remote, String inode) {}

    record Ends(int local, int remote) {}

    /** Every established connection of this machine. */
    static Map<Ends, End> table() throws IOException {
        Map<Ends, End> table = new HashMap<>();
        for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (!Files.exists(Path.of(file))) {
                continue;
            }
            for (String line : Files.readAllLines(Path.of(file))) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[3].equals(ESTABLISHED)) {
                    End end = new End(port(fields[1]), port(fields[2]), fields[9]);
                    table.put(new Ends(end.local(), end.remote()), end);
                }
            }
        }
        return table;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    /** The numbers of a process's sockets: {@code /proc/PID/fd/N -> socket:[NUMBER]}. */
    static Set<String> sockets(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
                target(descriptor)
                        .filter(target -> target.startsWith("socket:["))
                        .map(target -> target.substring("socket:[".length(), target.length() - 1))
                        .ifPresent(inodes::add);
            }
        }
        return inodes;
    }

    private static Optional<String> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            // Closed since the folder was listed.
            return Optional.empty();
        }
    }
}
