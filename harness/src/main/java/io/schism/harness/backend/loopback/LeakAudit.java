package io.schism.harness.backend.loopback;

import io.schism.histories.error.UserError;
import java.io.IOException;
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
import java.util.stream.Stream;

/**
 * Looks at every established TCP connection of the members' processes, as the kernel lists them: its far end must be a
 * socket of the harness itself, and one that the member opened must go to a port of the fabric that belongs to this very
 * member.
 */
final class LeakAudit {
    private static final String ESTABLISHED = "01";

    private final Fabric fabric;

    LeakAudit(Fabric fabric) {
        this.fabric = fabric;
    }

    /** One end of a connection: both ports, and the kernel's number of the socket, 0 while nobody has accepted it. */
    private record End(int local, int remote, String inode) {}

    private record Ends(int local, int remote) {}

    List<String> of(Collection<LoopbackMember> members) {
        try {
            Map<Ends, End> table = table();
            Set<String> own = sockets(ProcessHandle.current().pid());
            List<String> leaks = new ArrayList<>();
            for (LoopbackMember member : members) {
                Optional<Long> pid = member.pid();
                if (pid.isPresent()) {
                    leaks.addAll(leaks(member.name(), sockets(pid.get()), own, table));
                }
            }
            return leaks;
        } catch (IOException e) {
            throw UserError.environment("cannot list the connections of this machine: " + e.getMessage(), "", e);
        }
    }

    private List<String> leaks(String member, Set<String> sockets, Set<String> own, Map<Ends, End> table) {
        Set<Integer> entrances = fabric.entrances(member);
        Set<Integer> exits = fabric.exits(member);
        List<String> leaks = new ArrayList<>();
        for (End end : table.values()) {
            if (!sockets.contains(end.inode())) {
                continue;
            }
            End far = table.get(new Ends(end.remote(), end.local()));
            boolean toHarness = far == null || far.inode().equals("0") || own.contains(far.inode());
            boolean byOwnWay = entrances.contains(end.local()) || exits.contains(end.remote());
            if (!toHarness || !byOwnWay) {
                leaks.add(member + " has a connection past the fabric: port " + end.local() + " to " + end.remote());
            }
        }
        return leaks;
    }

    private static Map<Ends, End> table() throws IOException {
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
    private static Set<String> sockets(long pid) throws IOException {
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
