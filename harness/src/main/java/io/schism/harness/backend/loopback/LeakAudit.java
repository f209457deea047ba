package io.schism.harness.backend.loopback;

import io.schism.histories.error.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at every established TCP connection of the members' processes, as the kernel lists them: its far end must be a
 * socket of the harness itself, and one that the member opened must go to a port of the fabric that belongs to this very
 * member.
 */
final class LeakAudit {
    private final Fabric fabric;

    LeakAudit(Fabric fabric) {
        this.fabric = fabric;
    }

    List<String> of(Collection<LoopbackMember> members) {
        try {
            Map<Connections.Ends, Connections.End> table = Connections.table();
            Set<String> own = Connections.sockets(ProcessHandle.current().pid());
            List<String> leaks = new ArrayList<>();
            for (LoopbackMember member : members) {
                Optional<Long> pid = member.pid();
                if (pid.isPresent()) {
                    leaks.addAll(leaks(member.name(), Connections.sockets(pid.get()), own, table));
                }
            }
            return leaks;
        } catch (IOException e) {
            throw UserError.environment("cannot list the connections of this machine: " + e.getMessage(), "", e);
        }
    }

    private List<String> leaks(
            String member, Set<String> sockets, Set<String> own, Map<Connections.Ends, Connections.End> table) {
        Set<Integer> entrances = fabric.entrances(member);
        Set<Integer> exits = fabric.exits(member);
        List<String> leaks = new ArrayList<>();
        for (Connections.End end : table.values()) {
            if (!sockets.contains(end.inode())) {
                continue;
            }
            Connections.End far = table.get(new Connections.Ends(end.remote(), end.local()));
            boolean toHarness = far == null || far.inode().equals("0") || own.contains(far.inode());
            boolean byOwnWay = entrances.contains(end.local()) || exits.contains(end.remote());
            if (!toHarness || !byOwnWay) {
                leaks.add(member + " has a connection past the fabric: port " + end.local() + " to " + end.remote());
            }
        }
        return leaks;
    }
}
