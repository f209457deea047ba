package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import io.schism.histories.model.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * The oracle: every order of the calls that keeps real time is tried, with every subset of the indeterminate ones. No
 * pruning, no sharing, nothing that could be wrong in the same way as an engine.
 */
final class BruteForce<S> {
    private record Candidate(Action action, long invoked, long returned) {}

    private final Model<S> model;
    private final List<Candidate> calls = new ArrayList<>();

    private BruteForce(Model<S> model) {
        this.model = model;
    }

    static <S> boolean isLinearizable(Model<S> model, S initial, List<Entry> entries) {
        BruteForce<S> search = new BruteForce<>(model);
        for (Entry entry : entries) {
            long returned = entry.isIndeterminate() ? Long.MAX_VALUE : entry.returned();
            search.calls.add(new Candidate(entry.action(), entry.invoked(), returned));
        }
        return search.orders(initial, new boolean[search.calls.size()]);
    }

    private void add(History history) {
        for (Call call : history.calls()) {
            if (call.isFailed()) {
                continue;
            }
            Object input =
                    model.input(call.invocation().process(), call.invocation().value());
            Action action = call.isOk()
                    ? Action.ok(
                            call.invocation().f(),
                            input,
                            call.completion().orElseThrow().value())
                    : Action.indeterminate(call.invocation().f(), input);
            long returned = call.isOk() ? call.completion().orElseThrow().index() : Long.MAX_VALUE;
            calls.add(new Candidate(action, call.invocation().index(), returned));
        }
    }

    static <S> boolean isLinearizable(Model<S> model, S initial, History history) {
        BruteForce<S> search = new BruteForce<>(model);
        search.add(history);
        return search.orders(initial, new boolean[search.calls.size()]);
    }

    private boolean orders(S state, boolean[] done) {
        long firstReturn = Long.MAX_VALUE;
        for (int call = 0; call < done.length; call++) {
            if (!done[call]) {
                firstReturn = Math.min(firstReturn, calls.get(call).returned());
            }
        }
        if (firstReturn == Long.MAX_VALUE) {
            return true;
        }
        for (int call = 0; call < done.length; call++) {
            if (!done[call] && calls.get(call).invoked() < firstReturn) {
                done[call] = true;
                if (model.step(state, calls.get(call).action()) instanceof Step.Next<S> next) {
                    for (S after : next.states()) {
                        if (orders(after, done)) {
                            return true;
                        }
                    }
                }
                done[call] = false;
            }
        }
        return false;
    }
}
