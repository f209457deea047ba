package io.schism.histories.linearizability;

import java.util.Arrays;

/**
 * Invocations and returns in real-time order; a call that may come before all others is invoked first. Indeterminate
 * calls never return.
 */
final class Timeline {
    private final int[] events;

    private Timeline(int[] events) {
        this.events = events;
    }

    static Timeline of(Entries entries) {
        long[] invocations = new long[entries.size()];
        long[] returns = new long[entries.size()];
        int returned = 0;
        for (int call = 0; call < invocations.length; call++) {
            invocations[call] = (entries.invoked(call) + 1L) << 32 | 2L * call;
            if (!entries.isIndeterminate(call)) {
                returns[returned++] = (entries.returned(call) + 1L) << 32 | 2L * call + 1;
            }
        }
        // Each of the two is sorted, or nearly so: that is quicker than to sort both together.
        Arrays.sort(invocations);
        Arrays.sort(returns, 0, returned);
        int[] events = new int[invocations.length + returned];
        int invocation = 0;
        int completion = 0;
        for (int event = 0; event < events.length; event++) {
            boolean invoked = completion == returned
                    || invocation < invocations.length && invocations[invocation] < returns[completion];
            events[event] = (int) (invoked ? invocations[invocation++] : returns[completion++]);
        }
        return new Timeline(events);
    }

    int size() {
        return events.length;
    }

    int call(int event) {
        return events[event] >> 1;
    }

    boolean isReturn(int event) {
        return (events[event] & 1) == 1;
    }
}
