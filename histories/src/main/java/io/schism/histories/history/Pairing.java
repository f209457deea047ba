package io.schism.histories.history;

import io.schism.histories.history.History.MalformedHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which completion answers which invocation.
 *
 * @param calls in order of invocation
 * @param invoked the place of each call's invocation among the operations
 * @param completed the place of its completion; -1 where it has none
 */
record Pairing(List<Call> calls, int[] invoked, int[] completed) {
    /** @throws MalformedHistory naming the operation that breaks a rule */
    static Pairing of(List<Operation> operations) {
        Map<Long, Integer> open = new HashMap<>();
        List<Call> calls = new ArrayList<>();
        int[] invoked = new int[operations.size()];
        int[] completed = new int[operations.size()];
        int place = 0;
        for (Operation operation : operations) {
            if (operation.isClient() && operation.isInvocation()) {
                Integer earlier = open.put(operation.process(), calls.size());
                if (earlier != null) {
                    throw invokesAgain(operation, calls.get(earlier).invocation());
                }
                invoked[calls.size()] = place;
                completed[calls.size()] = -1;
                calls.add(new Call(operation, null));
            } else if (operation.isClient()) {
                int call = answered(operation, open, calls);
                completed[call] = place;
                calls.set(call, new Call(calls.get(call).invocation(), operation));
            }
            place++;
        }
        int size = calls.size();
        return new Pairing(List.copyOf(calls), Arrays.copyOf(invoked, size), Arrays.copyOf(completed, size));
    }

    private static MalformedHistory invokesAgain(Operation operation, Operation earlier) {
        return new MalformedHistory(
                operation,
                "process " + operation.process() + " invokes while its invocation of index " + earlier.index()
                        + " is open");
    }

    private static int answered(Operation operation, Map<Long, Integer> open, List<Call> calls) {
        Integer call = open.remove(operation.process());
        if (call == null) {
            throw new MalformedHistory(
                    operation, "process " + operation.process() + " completes what it has not invoked");
        }
        Operation invoked = calls.get(call).invocation();
        if (!invoked.f().equals(operation.f())) {
            throw new MalformedHistory(
                    operation,
                    "process " + operation.process() + " invoked :" + invoked.f() + " and completes :" + operation.f());
        }
        return call;
    }
}
