package io.schism.histories.synthetic;

import org.jspecify.annotations.Nullable;

/** One call of one client, from its invocation on. Places are line numbers of the history. */
final class PendingCall {
    /** Later than every line. */
    static final long NOT_YET = Long.MAX_VALUE;

    final int client;
    final long process;
    /** How many calls were invoked before it. */
    final int number;
    /** Whether it will end without an answer. */
    final boolean indeterminate;

    final long invokedAt;
    long returnedAt = NOT_YET;
    String f = "";
    int key;

    @Nullable
    Object input;

    /** What it answers once it took effect. */
    @Nullable
    Object answer;

    /** Whether the object refused it, so that it fails. */
    boolean refused;

    PendingCall(int client, long process, int number, boolean indeterminate, long invokedAt) {
        this.client = client;
        this.process = process;
        this.number = number;
        this.indeterminate = indeterminate;
        this.invokedAt = invokedAt;
    }

    void ask(String what, @Nullable Object value) {
        f = what;
        input = value;
        answer = value;
    }

    /** Whether it has returned before the other was invoked. */
    boolean precedes(PendingCall other) {
        return returnedAt < other.invokedAt;
    }
}
