package io.schism.harness.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The members that faults have silenced (killed, paused), some perhaps more than once, and those that recover.
 * Thread-safe.
 */
public final class Silenced {
    private final List<String> members = new ArrayList<>();
    private final List<String> recovering = new ArrayList<>();

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

    /** These are no longer silenced, and perhaps not back yet: a process takes its time to start. */
    public synchronized void beginRecovery(Collection<String> names) {
        recovering.addAll(names);
    }

    /** Ends what {@link #beginRecovery} began, once for each name. */
    public synchronized void endRecovery(Collection<String> names) {
        names.forEach(recovering::remove);
    }

    /** Whether a probe needs no answer of a member: it is silenced, or not yet seen to be back. */
    public synchronized boolean maybeMute(String member) {
        return members.contains(member) || recovering.contains(member);
    }
}
