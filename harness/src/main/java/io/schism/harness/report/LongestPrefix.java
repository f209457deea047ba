package io.schism.harness.report;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far the history can be explained: one order in which the calls before the contradiction may have taken effect, with
 * what each left behind, and the call that fits nowhere after them.
 *
 * @param claim what is shown, in words
 * @param steps the last ones of the order, and the call that fits nowhere; none where no order was found in time
 */
record LongestPrefix(String claim, List<Step> steps) {
    private static final int MOST_AT_ONCE = 9;

    /** Those that a reader sees at once. */
    List<Step> end() {
        return steps.subList(Math.max(0, steps.size() - MOST_AT_ONCE), steps.size());
    }

    /** Those before. */
    List<Step> begin() {
        return steps.subList(0, Math.max(0, steps.size() - MOST_AT_ONCE));
    }

    /**
     * A call where it takes effect.
     *
     * @param leaves the state after it, as the model shows it; of the failing call the reason why it cannot be
     */
    record Step(String what, String who, String when, String line, String leaves, boolean fails) {}

    static LongestPrefix of(History history, Map<String, @Nullable Object> facts) {
        Map<Long, String> states = new LinkedHashMap<>();
        for (Object each : Field.list(facts.get("prefix"))) {
            if (each instanceof Map<?, ?> placed) {
                states.put(Field.number(placed.get("index"), -1), Shown.text(Field.word(placed.get("state"), ""), 120));
            }
        }
        if (states.isEmpty()) {
            return new LongestPrefix("", List.of());
        }
        long failing = Field.number(facts.get("index"), -1);
        Map<Long, Call> calls = new HashMap<>();
        Call last = null;
        for (Call call : history.calls()) {
            Operation done = call.completionOrNull();
            if (states.containsKey(call.invocation().index())) {
                calls.put(call.invocation().index(), call);
            }
            if (done != null && done.index() == failing) {
                last = call;
            }
        }
        List<Step> steps = new ArrayList<>();
        states.forEach((index, state) -> {
            Call call = calls.get(index);
            if (call != null) {
                steps.add(step(call, state, false));
            }
        });
        if (last != null) {
            steps.add(step(last, "fits nowhere: " + Shown.text(Field.word(facts.get("reason"), ""), 300), true));
        }
        long size = Field.number(facts.get("prefix-size"), states.size());
        long lines = Field.number(facts.get("linearizable-lines"), 0);
        String which = size > states.size() ? "; the last " + states.size() + " of them" : "";
        return new LongestPrefix(
                "One order in which "
                        + (facts.containsKey("key")
                                ? "the " + Shown.count(size, "call") + " on this key"
                                : "the " + Shown.count(size, "call"))
                        + " in the first " + Shown.count(lines)
                        + " lines may have taken effect" + which + ":",
                steps);
    }

    private static Step step(Call call, String leaves, boolean fails) {
        Operation asked = call.invocation();
        Operation done = Objects.requireNonNullElse(call.completionOrNull(), asked);
        String region = asked.text("region");
        String node = call.isOk() ? done.text("node") : null;
        return new Step(
                Shown.text(Counterexample.Builder.what(call), 60)
                        + (call.isIndeterminate() ? " (without an answer)" : ""),
                "client " + asked.process() + (region == null ? "" : " in " + Shown.name(region))
                        + (node == null ? "" : " · " + Shown.name(node))
                        + (node != null && done.number("epoch").isPresent()
                                ? " epoch " + done.number("epoch").getAsLong()
                                : ""),
                asked.time() < 0 ? "" : Shown.seconds(asked.time()),
                String.valueOf(asked.index() + 1),
                leaves,
                fails);
    }
}
