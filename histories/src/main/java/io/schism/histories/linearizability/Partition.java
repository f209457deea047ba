package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.History.MalformedHistory;
import io.schism.histories.history.Operation;
import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one key that claim to be linearizable. Failed calls never happened; a pure read that never answered
 * constrains nothing; both are gone.
 *
 * @param name the key, or the part of a model that has parts; empty where the history has one object
 */
record Partition(Optional<String> name, Entries entries) {

    /** How calls are told apart. */
    enum Keying {
        /** Keyed where every invocation looks like it: a value {@code [key v]}, and the model knows {@code v}. */
        AUTO,
        KEYED,
        SINGLE
    }

    private record Name(@Nullable Object key, Optional<Object> part) {}

    /**
     * All partitions, in order of first use.
     *
     * @throws MalformedHistory naming the operation whose shape the model does not know
     */
    static List<Partition> of(History history, Model<?> model, Keying keying) {
        boolean keyed = keying == Keying.KEYED || keying == Keying.AUTO && isKeyed(history, model);
        List<Entry> entries = entries(history, model, keyed);
        boolean parted = entries.stream()
                .allMatch(entry ->
                        entry.isIndeterminate() || model.part(entry.action()).isPresent());
        Map<Name, Entries> groups = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Optional<Object> part = parted ? model.part(entry.action()) : Optional.empty();
            if (!parted || part.isPresent()) {
                Name name = new Name(keyed ? Keys.of(entry.call().invocation()) : null, part);
                groups.computeIfAbsent(name, n -> new Entries()).add(entry);
            }
        }
        List<Partition> partitions = new ArrayList<>();
        groups.forEach((name, list) -> partitions.add(new Partition(words(keyed, name), list)));
        return partitions;
    }

    /** The calls that constrain anything, in order of invocation. */
    private static List<Entry> entries(History history, Model<?> model, boolean keyed) {
        List<Entry> entries = new ArrayList<>();
        for (int number = 0; number < history.calls().size(); number++) {
            Call call = history.calls().get(number);
            if (!claimsLinearizability(call)) {
                continue;
            }
            Action action = checked(model, keyed, call);
            if (!call.isFailed() && (action.returned() || !model.isPureRead(action))) {
                int returned = action.returned() ? history.completedAt(number) : Entry.NEVER;
                entries.add(new Entry(call, action, history.invokedAt(number), returned));
            }
        }
        return entries;
    }

    private static Optional<String> words(boolean keyed, Name name) {
        Optional<String> part = name.part().map(Keys::show);
        return keyed
                ? Optional.of(Keys.show(name.key()) + part.map(it -> " " + it).orElse(""))
                : part;
    }

    static boolean claimsLinearizability(Call call) {
        return !Boolean.FALSE.equals(call.invocation().attributes().get("linearizable"))
                && !call.completion()
                        .map(done -> Boolean.FALSE.equals(done.attributes().get("linearizable")))
                        .orElse(false);
    }

    private static boolean isKeyed(History history, Model<?> model) {
        return history.calls().stream()
                .filter(Partition::claimsLinearizability)
                .allMatch(call -> Keys.isKeyed(call.invocation())
                        && model.precheck(invoked(model, true, call)).isEmpty());
    }

    private static Action checked(Model<?> model, boolean keyed, Call call) {
        if (keyed) {
            Keys.demand(call);
        }
        Action invoked = invoked(model, keyed, call);
        demand(model, invoked, call.invocation());
        if (!call.isOk()) {
            return invoked;
        }
        Operation completion = call.completion().orElseThrow();
        Object output = keyed ? Keys.strip(completion) : completion.value();
        Action action = Action.ok(invoked.f(), invoked.input(), output);
        demand(model, action, completion);
        return action;
    }

    private static Action invoked(Model<?> model, boolean keyed, Call call) {
        Operation invocation = call.invocation();
        Object value = keyed ? Keys.strip(invocation) : invocation.value();
        return Action.indeterminate(invocation.f(), model.input(invocation.process(), value));
    }

    private static void demand(Model<?> model, Action action, Operation operation) {
        Optional<String> broken = model.precheck(action);
        if (broken.isPresent()) {
            throw new MalformedHistory(operation, broken.get());
        }
    }
}
