package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Pair;
import io.schism.harness.process.ChildProcess;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Connections from the process of one member straight to that of another, past the fabric: what a program of the user's
 * makes that goes by another address than those it was given. No cut reaches them. The kernel is asked at most ten times a
 * second.
 */
final class Bypasses {
    private static final long FRESH = Duration.ofMillis(100).toNanos();

    private final Collection<LoopbackMember> members;
    private Set<Pair> seen = Set.of();
    private long looked = System.nanoTime() - FRESH;

    Bypasses(Collection<LoopbackMember> members) {
        this.members = members;
    }

    /** Whether there is one between two members, whoever opened it. */
    boolean connects(Pair pair) {
        return all().contains(pair);
    }

    /** The members between which there is one. */
    synchronized Set<Pair> all() {
        if (System.nanoTime() - looked >= FRESH) {
            seen = look();
            looked = System.nanoTime();
        }
        return seen;
    }

    /** None of a process that has ended since it was listed: families start and end theirs all the time. */
    static Set<String> sockets(long pid) throws IOException {
        try {
            return Connections.sockets(pid);
        } catch (IOException | UncheckedIOException e) {
            if (ProcessHandle.of(pid).filter(ChildProcess::runs).isPresent()) {
                throw e;
            }
            return Set.of();
        }
    }

    private Set<Pair> look() {
        try {
            Map<String, String> owners = new HashMap<>();
            for (LoopbackMember member : members) {
                if (member.isForeign()) {
                    for (long pid : member.pids()) {
                        sockets(pid).forEach(inode -> owners.put(inode, member.name()));
                    }
                }
            }
            Map<Connections.Ends, Connections.End> table = Connections.table();
            Set<Pair> pairs = new HashSet<>();
            for (Connections.End end : table.values()) {
                Connections.End far = table.get(new Connections.Ends(end.remote(), end.local()));
                String from = owners.get(end.inode());
                String to = far == null ? null : owners.get(far.inode());
                if (from != null && to != null && !from.equals(to)) {
                    pairs.add(new Pair(from, to));
                }
            }
            return pairs;
        } catch (IOException e) {
            throw UserError.environment("cannot list the connections of this machine: " + e.getMessage(), "", e);
        }
    }
}
