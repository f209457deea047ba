package io.schism.histories.history;

import io.schism.histories.history.History.MalformedHistory;
import io.schism.histories.history.Operation.Type;

/** Which completion answers which invocation; calls are numbered in order of invocation. */
final class Pairing {
    private static final int NEVER = -1;

    private final int[] invoked;
    private final int[] completed;

    private Pairing(int calls) {
        invoked = new int[calls];
        completed = new int[calls];
    }

    int calls() {
        return invoked.length;
    }

    /** The place of the call's invocation among the operations. */
    int invoked(int call) {
        return invoked[call];
    }

    /** The place of its completion; -1 where it has none. */
    int completed(int call) {
        return completed[call];
    }

    /** @throws MalformedHistory naming the operation that breaks a rule */
    static Pairing of(Columns operations) {
        Pairing pairing = new Pairing(operations.invocations());
        LatestCalls latest = new LatestCalls();
        int calls = 0;
        for (int place = 0; place < operations.size(); place++) {
            long process = operations.process(place);
            if (process < 0) {
                continue;
            }
            int call = latest.get(process);
            if (operations.type(place) == Type.INVOKE) {
                if (call != LatestCalls.NONE && pairing.completed[call] == NEVER) {
                    throw invokesAgain(operations.operation(place), operations.index(pairing.invoked[call]));
                }
                latest.put(process, calls);
                pairing.invoked[calls] = place;
                pairing.completed[calls++] = NEVER;
            } else {
                pairing.demandAnswer(operations, place, call);
                pairing.completed[call] = place;
            }
        }
        return pairing;
    }

    /** That the completion at that place answers its process's latest call. */
    private void demandAnswer(Columns operations, int place, int call) {
        if (call == LatestCalls.NONE) {
            throw new MalformedHistory(
                    operations.operation(place),
                    "process " + operations.process(place) + " completes what it has not invoked");
        }
        if (completed[call] != NEVER) {
            throw new MalformedHistory(
                    operations.operation(place),
                    "process " + operations.process(place) + " completes again what it completed at index "
                            + operations.index(completed[call]));
        }
        String invokedF = operations.f(invoked[call]);
        if (!invokedF.equals(operations.f(place))) {
            throw new MalformedHistory(
                    operations.operation(place),
                    "process " + operations.process(place) + " invoked :" + invokedF + " and completes :"
                            + operations.f(place));
        }
    }

    private static MalformedHistory invokesAgain(Operation operation, long earlier) {
        return new MalformedHistory(
                operation,
                "process " + operation.process() + " invokes while its invocation of index " + earlier + " is open");
    }
}
