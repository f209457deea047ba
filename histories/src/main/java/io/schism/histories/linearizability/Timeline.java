package io.schism.histories.linearizability;

/**
 * Invocations and returns in real-time order; a call that may come before all others is invoked first. Indeterminate
 * calls never return.
 */
final class Timeline {
    /** So many lines for each call, at most, are looked through one by one: that is quicker than to sort. */
    private static final int DENSE = 8;

    /** After so many steps the clock is looked at; one less than a power of two. */
    private static final int STEPS = (1 << 12) - 1;

    private final int[] events;

    private Timeline(int[] events) {
        this.events = events;
    }

    static Timeline of(Entries entries, Budget.Share share) {
        try (Budget.Share meanwhile = share.another()) {
            meanwhile.reserve(2L * Integer.BYTES * entries.size());
            int[] invoked = entries.invocations();
            int[] returned = entries.returns();
            int returns = 0;
            int latest = Entry.START;
            boolean ordered = true;
            for (int call = 0; call < invoked.length; call++) {
                ordered &= call == 0 || invoked[call] >= invoked[call - 1];
                if (returned[call] != Entry.NEVER) {
                    returns++;
                    latest = Math.max(latest, returned[call]);
                }
            }
            share.reserve((long) Integer.BYTES * (invoked.length + returns));
            int[] events = new int[invoked.length + returns];
            if (ordered && returns > 0 && latest - invoked[0] <= (long) DENSE * invoked.length) {
                look(invoked, returned, latest, events, meanwhile);
            } else {
                sort(invoked, returned, events, meanwhile);
            }
            return new Timeline(events);
        }
    }

    /** Calls in order of invocation that lie so close that every line may be asked who returns there. */
    private static void look(int[] invoked, int[] returned, int latest, int[] events, Budget.Share share) {
        int first = invoked[0];
        share.reserve(Integer.BYTES * (latest - first + 1L));
        int[] returning = new int[latest - first + 1];
        for (int call = 0; call < invoked.length; call++) {
            if (returned[call] != Entry.NEVER) {
                returning[returned[call] - first] = 2 * call + 1;
            }
        }
        int size = 0;
        int line = 0;
        for (int call = 0; call < invoked.length; call++) {
            if ((call & STEPS) == 0) {
                share.look();
            }
            for (int until = Math.min(invoked[call] - first, returning.length); line < until; line++) {
                if (returning[line] != 0) {
                    events[size++] = returning[line];
                }
            }
            events[size++] = 2 * call;
        }
        for (; line < returning.length; line++) {
            if (returning[line] != 0) {
                events[size++] = returning[line];
            }
        }
    }

    private static void sort(int[] invoked, int[] returned, int[] events, Budget.Share share) {
        int calls = invoked.length;
        share.reserve((long) Long.BYTES * events.length);
        long[] keys = new long[events.length];
        int next = calls;
        for (int call = 0; call < calls; call++) {
            keys[call] = (invoked[call] + 1L) << 32 | 2L * call;
            if (returned[call] != Entry.NEVER) {
                keys[next++] = (returned[call] + 1L) << 32 | 2L * call + 1;
            }
        }
        // Each half is sorted, or nearly so.
        LongSort.sort(keys, 0, calls, share);
        LongSort.sort(keys, calls, keys.length, share);
        int invocation = 0;
        int completion = calls;
        for (int event = 0; event < events.length; event++) {
            boolean invokes = completion == keys.length || invocation < calls && keys[invocation] < keys[completion];
            events[event] = (int) (invokes ? keys[invocation++] : keys[completion++]);
        }
    }

    /** Each of them twice the number of its call, and one more for a return. */
    int[] events() {
        return events;
    }

    int size() {
        return events.length;
    }

    int call(int event) {
        return events[event] >> 1;
    }

    boolean isReturnAt(int event) {
        return isReturn(events[event]);
    }

    static boolean isReturn(int event) {
        return (event & 1) == 1;
    }
}
