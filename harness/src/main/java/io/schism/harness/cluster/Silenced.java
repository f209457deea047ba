package io.schism.harness.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The members that faults have silenced (killed, paused), some perhaps more than once. Thread-safe. */
public final class Silenced {
    private final List<String> members = new ArrayList<>();

    public synchronized void add(Collection<String> names) {
        members.addAll(names);
    }

    /** Takes each name away once. */
    public synchronized void remove(Collection<String> names) {
        names.forEach(members::remove);
    }

    public synchronized boolean contains(String member) {
        return members.contains(member);
    }
}
