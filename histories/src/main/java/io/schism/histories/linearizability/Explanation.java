package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.history.Operation;
import io.schism.histories.model.Model;
import io.schism.histories.model.SingleCell;
import io.schism.histories.model.Step;
import io.schism.histories.verdict.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a partition is not linearizable, in words and in operations. Computed after the verdict, within a budget. */
final class Explanation<S> {
    private static final int CALLS_NAMED = 8;
    private static final int CALLS_GIVEN = 1_000;
    private static final int CALLS_ORDERED = 24;
    private static final Duration ORDERING = Duration.ofSeconds(2);

    private final Model<S> model;
    private final S initial;
    private final Partition partition;
    private final Budget budget;

    Explanation(Model<S> model, S initial, Partition partition, Budget budget) {
        this.model = model;
        this.initial = initial;
        this.partition = partition;
        this.budget = budget;
    }

    Evidence of(Outcome<S> verdict) {
        Outcome<S> outcome = verdict.failed().isPresent()
                ? verdict
                : Search.decide(model, initial, partition.entries(), budget.atMost(third()));
        Reduction<S> reduction = new Reduction<>(model, initial, partition.entries(), budget);
        // First of all, since it is the proof.
        Optional<Reduction.Core> witnessed = reduction.of(outcome.witness());
        Optional<Entry> failed = firstFailing(
                outcome.witness().isEmpty()
                        ? outcome.failed().map(Entry::returned).orElse(0)
                        : 0);
        Entry centre = failed.orElse(partition.entries().get(partition.entries().size() - 1));
        Reduction.Core core = witnessed.orElseGet(() -> reduction.around(centre));
        String why = why(failed, outcome.failed().isPresent() ? outcome : alone(core));
        why = why.isEmpty() ? verdict.note() : why;
        Map<String, @Nullable Object> facts = facts(failed, why, core);
        failed.flatMap(this::longestPrefix).ifPresent(order -> putPrefix(facts, order));
        return new Evidence(text(failed, why, core), indices(core), facts);
    }

    /** One order of all that returned before the call at whose completion none is left. */
    private Optional<List<Order.Placed<S>>> longestPrefix(Entry failed) {
        Entries known = Prefix.knownAt(model, partition.entries(), failed.returned() - 1);
        return Order.of(model, initial, known, budget.atMost(ORDERING));
    }

    /** Its last calls, with the state that each leaves. */
    private void putPrefix(Map<String, @Nullable Object> facts, List<Order.Placed<S>> order) {
        facts.put("prefix-size", (long) order.size());
        facts.put(
                "prefix",
                order.subList(Math.max(0, order.size() - CALLS_ORDERED), order.size()).stream()
                        .map(placed -> pair(placed.entry(), "state", model.show(placed.state())))
                        .toList());
    }

    private Duration third() {
        return budget.left().dividedBy(3);
    }

    /** The end of the longest linearizable prefix; the search, which knows what open calls will answer, may fail before it. */
    private Optional<Entry> firstFailing(int from) {
        OptionalInt found = Prefix.firstFailing(model, initial, partition.entries(), from, budget.atMost(third()));
        return found.isPresent() ? Optional.of(partition.entries().get(found.getAsInt())) : Optional.empty();
    }

    /** What the search says of the counterexample alone. */
    private Outcome<S> alone(Reduction.Core core) {
        return Search.decide(model, initial, core.entries(), budget.atMost(third()));
    }

    private String text(Optional<Entry> failed, String why, Reduction.Core core) {
        String key = partition.name().map(name -> "key " + name + ": ").orElse("");
        String where = failed.map(call -> "the first " + call.returned()
                        + " lines are linearizable; no linearization is left when " + words(call) + ": ")
                .orElse("");
        String calls = core.kept().stream().limit(CALLS_NAMED).map(this::words).collect(Collectors.joining("; "));
        int more = core.kept().size() - CALLS_NAMED;
        return key + where + why + ". Alone these cannot be linearized"
                + (core.minimal() ? "" : " (fewer of them might do, which was not decided in time)") + ": " + calls
                + (more > 0 ? "; and " + more + " more" : "") + ".";
    }

    /** The model's own reason in each state in which the register, queue or lock may have been. */
    private String why(Optional<Entry> failed, Outcome<S> outcome) {
        if (outcome.failed().isEmpty()) {
            return outcome.note();
        }
        Entry stuck = outcome.failed().get();
        String reasons = outcome.states().stream()
                .flatMap(state -> reason(state, stuck))
                .distinct()
                .collect(Collectors.joining(", or "));
        String whose = failed.equals(outcome.failed()) ? "" : "at the " + words(stuck) + ": ";
        return whose + (reasons.isEmpty() ? outcome.note() : reasons);
    }

    private Stream<String> reason(S state, Entry failed) {
        return model.step(state, failed.action()) instanceof Step.Inconsistent<S> inconsistent
                ? Stream.of(inconsistent.reason() + since(state, failed))
                : Stream.empty();
    }

    /** Who left the cell in that state, where the model is a single cell. */
    private String since(S state, Entry failed) {
        if (!(model instanceof SingleCell<S> cell)) {
            return "";
        }
        Entry latest = null;
        for (Entry entry : partition.entries().asList()) {
            if (entry.invoked() < failed.returned()
                    && !cell.isPureRead(entry.action())
                    && cell.leaves(entry.action()).equals(state)) {
                latest = entry;
            }
        }
        if (latest == null) {
            return " from the start";
        }
        return latest.returned() < failed.returned() ? " since " + words(latest) : " from the pending " + words(latest);
    }

    /** A call as a clause: {@code write of index 812 (process 3, [7 41]) completed at 12.043 s}. */
    private String words(Entry entry) {
        Call call = entry.call();
        Operation shown = call.completion().orElse(call.invocation());
        return shown.f() + " of index " + shown.index() + " (process " + shown.process() + ", "
                + Keys.show(call.isOk() ? shown.value() : call.invocation().value()) + ") "
                + (call.isOk() ? "completed" : call.completion().isPresent() ? "ended indeterminate" : "was invoked")
                + (shown.time() < 0 ? "" : String.format(Locale.ROOT, " at %.3f s", shown.time() / 1e9));
    }

    /** All calls of a set that could be made small in time; the latest of one that could not. */
    private static List<Entry> given(Reduction.Core core) {
        int size = core.kept().size();
        return core.kept().subList(Math.max(0, size - CALLS_GIVEN), size);
    }

    private static List<Long> indices(Reduction.Core core) {
        TreeSet<Long> indices = new TreeSet<>();
        for (Entry entry : given(core)) {
            indices.add(entry.call().invocation().index());
            entry.call().completion().ifPresent(completion -> indices.add(completion.index()));
        }
        return List.copyOf(indices);
    }

    private Map<String, @Nullable Object> facts(Optional<Entry> failed, String why, Reduction.Core core) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        partition.name().ifPresent(key -> facts.put("key", key));
        failed.ifPresent(call -> facts.put("index", call.index()));
        failed.ifPresent(call -> facts.put("linearizable-lines", (long) call.returned()));
        facts.put("reason", why);
        facts.put(
                "counterexample",
                given(core).stream()
                        .map(entry -> entry.call().invocation().index())
                        .toList());
        facts.put("counterexample-size", (long) core.kept().size());
        facts.put("minimal", core.minimal());
        List<Map<String, Object>> without = new ArrayList<>();
        core.without()
                .forEach((left, order) -> without.add(pair(
                        left,
                        "linearization",
                        order.stream()
                                .map(entry -> entry.call().invocation().index())
                                .toList())));
        facts.put("without", without);
        return facts;
    }

    /** A call by its index and what is said of it, always in this order. */
    private static Map<String, Object> pair(Entry entry, String what, Object said) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put("index", entry.call().invocation().index());
        pair.put(what, said);
        return pair;
    }
}
