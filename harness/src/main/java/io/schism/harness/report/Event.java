package io.schism.harness.report;

import io.schism.harness.report.Timeline.Lane;
import io.schism.harness.report.Timeline.Span;
import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A row of the incident's timeline.
 *
 * @param lines the lines of the history that it rests on
 */
record Event(long time, Source source, String text, List<Long> lines) {
    private static final int MOST_FIRST_FAILURES = 12;

    /** How it is known. */
    enum Source {
        /** The nemesis did it. */
        INJECTED,
        /** An observer or a client saw it. */
        OBSERVED,
        /** It follows from what was seen. */
        INFERRED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Every row, in the order of time. */
    static List<Event> of(Facts facts) {
        List<Event> events = new ArrayList<>();
        facts.timeline().faults().forEach(fault -> addFault(events, fault));
        for (Lane lane : facts.timeline().lanes()) {
            addChanges(events, lane, lane.states(), lane.kind() == Lane.Kind.NODE ? "" : "ZooKeeper ");
            addChanges(events, lane, lane.sessions(), "session of ");
        }
        addReigns(events, facts);
        addFirstFailures(events, facts);
        events.sort(Comparator.comparingLong(Event::time).thenComparing(Event::source));
        return events;
    }

    private static void addFault(List<Event> events, FaultBand fault) {
        for (Operation o : fault.told()) {
            String state = Field.word(Field.of(o.value(), "state"), "pending");
            boolean told = state.equals("pending");
            String reason = state.equals("failed") && !fault.reason().isEmpty() ? ": " + fault.reason() : "";
            events.add(new Event(
                    o.time(),
                    told ? Source.INJECTED : Source.OBSERVED,
                    fault.label() + (told ? ", asked for" : ", seen " + Shown.name(state.replace('-', ' '))) + reason,
                    List.of(o.index() + 1)));
        }
    }

    private static void addChanges(List<Event> events, Lane lane, List<Span> spans, String what) {
        for (int i = 1; i < spans.size(); i++) {
            Span before = spans.get(i - 1);
            Span now = spans.get(i);
            boolean epochOnly = before.state().equals(now.state());
            if (epochOnly && !now.isPrimary()) {
                continue;
            }
            String epoch = now.isPrimary() && now.epoch() >= 0 ? " under epoch " + now.epoch() : "";
            events.add(new Event(
                    now.from(),
                    Source.OBSERVED,
                    what + lane.name() + ": " + before.state() + " → " + now.state() + epoch,
                    List.of(now.line())));
        }
    }

    private static void addReigns(List<Event> events, Facts facts) {
        List<Reign> reigns = facts.reigns();
        for (int i = 1; i < reigns.size(); i++) {
            Reign reign = reigns.get(i);
            events.add(new Event(
                    reign.first().time(),
                    Source.OBSERVED,
                    "first operation acknowledged by " + reign.shown(),
                    List.of(reign.first().index() + 1)));
        }
        Reign.longestOverlap(reigns).ifPresent(o -> {
            List<Long> lines =
                    List.of(o.newer().first().index() + 1, o.older().last().index() + 1);
            events.add(new Event(
                    o.from(),
                    Source.INFERRED,
                    "two primaries from here: " + o.older().shown() + " goes on acknowledging beside "
                            + o.newer().shown(),
                    lines));
            events.add(new Event(
                    o.to(),
                    Source.INFERRED,
                    "two primaries up to here: the last operation that "
                            + o.older().shown() + " acknowledged was invoked",
                    lines));
        });
    }

    private static void addFirstFailures(List<Event> events, Facts facts) {
        long from = facts.timeline().faults().stream()
                .mapToLong(FaultBand::pending)
                .min()
                .orElse(Long.MAX_VALUE);
        Set<String> told = new HashSet<>();
        History history = facts.input().history();
        int calls = history.calls().size();
        for (int place = 0; place < calls && told.size() < MOST_FIRST_FAILURES; place++) {
            int completed = history.completedAt(place);
            if (completed < 0
                    || history.type(completed) == Operation.Type.OK
                    || history.time(history.invokedAt(place)) < from) {
                continue;
            }
            Call call = history.calls().get(place);
            Operation done = history.operations().get(completed);
            String region = call.invocation().text("region");
            if (region != null && told.add(region)) {
                String error = done.text("error");
                events.add(new Event(
                        done.time(),
                        Source.OBSERVED,
                        "clients of " + Shown.name(region) + " meet the first "
                                + (call.isFailed() ? "refusal" : "operation without an answer")
                                + (error == null ? "" : " (" + Shown.text(error, 80) + ")"),
                        List.of(done.index() + 1)));
            }
        }
    }
}
