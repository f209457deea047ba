package io.schism.histories.linearizability;

import io.schism.histories.model.Lock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The fast exact engine for a lock, in O(n log n): one sweep in which a call takes effect when its completion forces it,
 * after a pending call of the other sort where the lock is not as it should be.
 *
 * <p>Where owners have one call at a time, that other call is the holder's release, if it is pending. Where all calls
 * have one owner (anyone may release), any pending call of the other sort serves, and the one that must return first
 * serves best: whatever a linearization does with one that may take longer, or for ever (a crashed call), it can do
 * with the two exchanged. More than that one call is never needed: an acquire and a release between them can as well
 * follow, as a release and an acquire. Other histories (several owners, and one of them with calls at a time) get no
 * answer.
 */
final class Locks<S> {
    static final String NAME = "lock";
    private static final int NONE = -1;
    private static final int FREE = -1;

    /** Its owner, its marks, and a place among those that are pending. */
    private static final int BYTES_A_CALL = 6 + 8;

    private final Lock<S> lock;
    private final Entries entries;
    private final Timeline timeline;
    private final Budget.Clock clock;
    private final Map<Object, Integer> owners = new HashMap<>();
    private final int[] owner;
    private final boolean[] acquires;
    private final boolean[] done;

    /** By owner: calls that were invoked and may not have taken effect yet, the first to return first. */
    private final List<PriorityQueue<Integer>> pendingAcquires = new ArrayList<>();

    private final List<PriorityQueue<Integer>> pendingReleases = new ArrayList<>();

    private int holder;

    /** The call that left the lock as it is. */
    private int latest = NONE;

    private Locks(Lock<S> lock, S initial, Entries entries, Budget.Share share) {
        this.lock = lock;
        this.entries = entries;
        this.clock = share;
        share.reserve((long) BYTES_A_CALL * entries.size());
        this.timeline = Timeline.of(entries, share);
        this.owner = new int[entries.size()];
        this.acquires = new boolean[entries.size()];
        this.done = new boolean[entries.size()];
        this.holder = lock.holder(initial).map(this::number).orElse(FREE);
        for (int call = 0; call < owner.length; call++) {
            clock.tick();
            owner[call] = number(lock.owner(entries.action(call)));
            acquires[call] = lock.acquires(entries.action(call));
        }
    }

    private int number(Object name) {
        Integer number = owners.putIfAbsent(name, owners.size());
        if (number != null) {
            return number;
        }
        pendingAcquires.add(pending());
        pendingReleases.add(pending());
        return owners.size() - 1;
    }

    private PriorityQueue<Integer> pending() {
        return new PriorityQueue<>(1, Comparator.comparingInt(entries::returned));
    }

    static <S> Optional<Outcome<S>> decide(Lock<S> lock, S initial, Entries entries, Budget budget) {
        try (Budget.Share share = budget.share()) {
            Locks<S> locks = new Locks<>(lock, initial, entries, share);
            return locks.owners.size() <= 1 || locks.areSequential() ? Optional.of(locks.sweep()) : Optional.empty();
        } catch (Exhausted limit) {
            return Optional.of(Outcome.stopped(NAME, limit));
        }
    }

    /** Whether each owner has one call at a time; a crashed one is its last. */
    private boolean areSequential() {
        boolean[] busy = new boolean[owners.size()];
        for (int event = 0; event < timeline.size(); event++) {
            clock.tick();
            int caller = owner[timeline.call(event)];
            if (!timeline.isReturnAt(event) && busy[caller]) {
                return false;
            }
            busy[caller] = !timeline.isReturnAt(event);
        }
        return true;
    }

    private Outcome<S> sweep() {
        int event = 0;
        try {
            for (; event < timeline.size(); event++) {
                clock.tick();
                if (!meet(event)) {
                    return impossible(timeline.call(event));
                }
            }
            return Outcome.valid(NAME);
        } catch (Exhausted limit) {
            return Outcome.stopped(NAME, limit, entries.get(timeline.call(event)), event, timeline.size());
        }
    }

    /** Whether the lock allows for it. */
    private boolean meet(int event) {
        int call = timeline.call(event);
        if (!timeline.isReturnAt(event)) {
            (acquires[call] ? pendingAcquires : pendingReleases)
                    .get(owner[call])
                    .add(call);
            return true;
        }
        return done[call] || (acquires[call] ? acquire(call) : release(call));
    }

    private boolean acquire(int call) {
        if (holder != FREE && !takeOne(pendingReleases.get(holder))) {
            return false;
        }
        take(call, owner[call]);
        return true;
    }

    private boolean release(int call) {
        if (holder == FREE && !takeOne(pendingAcquires.get(owner[call])) || holder != owner[call]) {
            return false;
        }
        take(call, FREE);
        return true;
    }

    private boolean takeOne(PriorityQueue<Integer> pending) {
        while (!pending.isEmpty()) {
            int call = pending.remove();
            if (!done[call]) {
                take(call, acquires[call] ? owner[call] : FREE);
                return true;
            }
        }
        return false;
    }

    private void take(int call, int next) {
        done[call] = true;
        latest = call;
        holder = next;
    }

    private Outcome<S> impossible(int call) {
        String why = acquires[call]
                ? "the lock was acquired while held" + by() + ", and no release of it was pending"
                : "the lock was released while " + (holder == FREE ? "free" : "held by another" + by());
        List<Entry> witness =
                latest == NONE ? List.of(entries.get(call)) : List.of(entries.get(latest), entries.get(call));
        return Outcome.invalid(NAME, entries.get(call), why, witness);
    }

    private String by() {
        return latest == NONE
                ? " from the start"
                : " since the call of process "
                        + entries.get(latest).call().invocation().process();
    }
}
