package io.schism.harness.report;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A few operations that no single copy of the data can have answered, drawn alone.
 *
 * @param title the key, or empty words where there are no keys
 * @param reason the model's own
 * @param prefix how far the history can be put in an order
 * @param claim what the operations drawn strongly are, in words
 * @param places the indices of the invocations, for the page's script
 * @param longest the end of one order of all that returned before; the last step is the one that no longer fits
 * @param more how many further keys have a counterexample
 */
record Counterexample(
        String title,
        String reason,
        String prefix,
        String places,
        String claim,
        List<Line> lines,
        List<Order> orders,
        LongestPrefix longest,
        int more) {
    private static final int MOST = 12;
    private static final int EARLIER = 3;
    private static final int LEFT = 330;
    private static final int RIGHT = 970;
    private static final int ROW = 40;

    /** One operation as drawn; {@code part} is {@code proof}, {@code failing} or {@code earlier}. */
    record Line(
            String part,
            int y,
            int from,
            int width,
            boolean openEnded,
            String what,
            String who,
            String mark,
            int labelAt,
            String anchor) {}

    /** An order that explains everything but one operation. */
    record Order(String without, List<String> steps) {}

    int height() {
        return lines.size() * ROW + 12;
    }

    /** The drawing in words. */
    String spoken() {
        return lines.stream().map(l -> l.what() + ", " + l.who()).collect(Collectors.joining("; "));
    }

    /** The counterexample of the first key that has one; empty where the run is linearizable or nobody can tell. */
    static List<Counterexample> of(ReportInput input) {
        List<Evidence> proofs = input.verdicts().stream()
                .filter(v -> v.validity() == Validity.INVALID)
                .map(Verdict::evidence)
                .flatMap(List::stream)
                .filter(e -> e.facts().get("counterexample") instanceof List<?> list && !list.isEmpty())
                .toList();
        if (proofs.isEmpty()) {
            return List.of();
        }
        Counterexample example = new Builder(input.history(), proofs.get(0)).build(proofs.size() - 1);
        return example.lines().isEmpty() ? List.of() : List.of(example);
    }

    /** Finds the operations in the history and places them. */
    static final class Builder {
        private final History history;
        private final Map<String, @Nullable Object> facts;
        private final Map<Long, Call> calls = new TreeMap<>();
        private final Set<Long> core;
        private final Set<Long> earlier = new TreeSet<>();
        private final long failing;
        private final long size;

        Builder(History history, Evidence evidence) {
            this.history = history;
            this.facts = evidence.facts();
            List<Long> all = numbers(facts.get("counterexample")).sorted().toList();
            this.size = Math.max(all.size(), Field.number(facts.get("counterexample-size"), 0));
            // The last ones stand next to the contradiction.
            this.core = new TreeSet<>(all.subList(Math.max(0, all.size() - MOST), all.size()));
            this.failing = Field.number(facts.get("index"), -1);
        }

        Counterexample build(int more) {
            Set<Long> wanted = new HashSet<>(core);
            withouts().forEach(w -> numbers(w.get("linearization")).forEach(wanted::add));
            find(wanted);
            String key = Field.word(facts.get("key"), "");
            long lines = Field.number(facts.get("linearizable-lines"), 0);
            String prefix = lines <= 0
                    ? "Leave out one of these, and there is an order:"
                    : "With line " + Shown.count(lines + 1) + " no order is left. Leave out one of these, and there is "
                            + "one again:";
            return new Counterexample(
                    key.isEmpty() ? "the history" : "key " + Shown.text(key, 80),
                    Shown.text(Field.word(facts.get("reason"), "")),
                    prefix,
                    core.stream().map(String::valueOf).collect(Collectors.joining(" ")),
                    claim(),
                    lines(),
                    orders(),
                    LongestPrefix.of(history, facts),
                    more);
        }

        private String claim() {
            if (core.size() < size) {
                return "the last " + core.size() + " of " + Shown.count(size)
                        + " that cannot be put in any order; time did not suffice to find fewer";
            }
            return "these alone cannot be put in any order"
                    + (Boolean.TRUE.equals(facts.get("minimal")) ? ", and none of them can be left out" : "");
        }

        private static Stream<Long> numbers(@Nullable Object list) {
            return list instanceof Collection<?> some
                    ? some.stream().filter(Number.class::isInstance).map(n -> ((Number) n).longValue())
                    : Stream.of();
        }

        private List<Map<?, ?>> withouts() {
            List<Map<?, ?>> maps = new ArrayList<>();
            for (Object each : Field.list(facts.get("without"))) {
                if (each instanceof Map<?, ?> map) {
                    maps.add(map);
                }
            }
            return maps;
        }

        /** The calls that are named, and the last few of their key that changed something before them. */
        private void find(Set<Long> wanted) {
            long first = core.stream().findFirst().orElse(0L);
            Deque<Call> before = new ArrayDeque<>();
            Object key = null;
            for (Call call : history.calls()) {
                if (wanted.contains(call.invocation().index())) {
                    calls.put(call.invocation().index(), call);
                }
                if (call.invocation().index() == first) {
                    key = key(call);
                }
            }
            for (Call call : history.calls()) {
                if (call.invocation().index() >= first) {
                    break;
                }
                if (call.isOk() && !call.invocation().f().equals("read") && Objects.equals(key(call), key)) {
                    before.addLast(call);
                    if (before.size() > EARLIER) {
                        before.removeFirst();
                    }
                }
            }
            before.forEach(call -> calls.put(call.invocation().index(), call));
            calls.keySet().stream().filter(i -> !core.contains(i)).limit(MOST).forEach(earlier::add);
        }

        private static @Nullable Object key(Call call) {
            List<?> pair = Field.list(call.invocation().value());
            return pair.size() == 2 ? pair.get(0) : null;
        }

        private List<Line> lines() {
            List<Call> shown = calls.values().stream()
                    .filter(c -> core.contains(c.invocation().index())
                            || earlier.contains(c.invocation().index()))
                    .toList();
            TreeSet<Long> events = new TreeSet<>();
            shown.forEach(c -> {
                events.add(c.invocation().index());
                c.completion().ifPresent(done -> events.add(done.index()));
            });
            Map<Long, Integer> at = new LinkedHashMap<>();
            int rank = 0;
            for (long event : events) {
                at.put(event, LEFT + 10 + (RIGHT - LEFT - 20) * rank++ / Math.max(events.size() - 1, 1));
            }
            List<Line> lines = new ArrayList<>();
            for (Call call : shown) {
                lines.add(line(call, lines.size() * ROW + 18, at));
            }
            return lines;
        }

        private Line line(Call call, int y, Map<Long, Integer> at) {
            Operation asked = call.invocation();
            Operation done = call.completionOrNull();
            int from = at.getOrDefault(asked.index(), LEFT);
            int to = call.isIndeterminate() || done == null ? RIGHT : at.getOrDefault(done.index(), RIGHT);
            boolean fails = done != null && done.index() == failing;
            String part = !core.contains(asked.index()) ? "earlier" : fails ? "failing" : "proof";
            boolean room = to + 160 < RIGHT;
            String time = asked.time() < 0 ? "" : Shown.seconds(asked.time()) + (fails ? " · no order is left" : "");
            return new Line(
                    part,
                    y,
                    from,
                    Math.max(to - from, 4),
                    call.isIndeterminate(),
                    Shown.text(what(call), 46),
                    Shown.text(who(call), 60),
                    time,
                    room ? to + 8 : from - 8,
                    room ? "start" : "end");
        }

        private static String who(Call call) {
            String region = call.invocation().text("region");
            return "client " + call.invocation().process() + (region == null ? "" : " in " + region)
                    + call.completion().map(Builder::answeredBy).orElse("") + " · line "
                    + (call.invocation().index() + 1);
        }

        private static String answeredBy(Operation done) {
            String node = done.text("node");
            OptionalLong epoch = done.number("epoch");
            return node == null ? "" : " · " + node + (epoch.isPresent() ? " epoch " + epoch.getAsLong() : "");
        }

        /** The call without its key: {@code read → 41}, {@code cas 41 → 43}. */
        static String what(Call call) {
            Operation shown =
                    call.isOk() && call.completionOrNull() != null ? call.completionOrNull() : call.invocation();
            List<?> pair = Field.list(shown.value());
            Object value = pair.size() == 2 ? pair.get(1) : shown.value();
            List<?> change = Field.list(value);
            String words = change.size() == 2
                    ? Shown.value(change.get(0)) + " → " + Shown.value(change.get(1))
                    : (shown.f().equals("read") ? "→ " : "")
                            + (value == null && !call.isOk() ? "?" : Shown.value(value));
            return shown.f() + " " + words;
        }

        private List<Order> orders() {
            List<Order> orders = new ArrayList<>();
            for (Map<?, ?> without : withouts()) {
                Call left = calls.get(Field.number(without.get("index"), -1));
                List<String> steps = numbers(without.get("linearization"))
                        .map(calls::get)
                        .filter(Objects::nonNull)
                        .limit(MOST)
                        .map(c -> Shown.text(
                                what(c) + " (client " + c.invocation().process() + ")", 90))
                        .toList();
                if (left != null && !steps.isEmpty() && orders.size() < 4) {
                    orders.add(new Order(
                            Shown.text(
                                    what(left) + " (client " + left.invocation().process() + ")", 90),
                            steps));
                }
            }
            return orders;
        }
    }
}
