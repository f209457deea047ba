package io.schism.harness.report;

import io.schism.harness.report.Timeline.Lane;
import io.schism.harness.report.Timeline.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A moment at which a lane changed in a way that matters for the others. Each is when observers first saw it.
 *
 * @param node the lane's name
 * @param epoch that of a promotion; else -1
 * @param line the line of the history that showed it
 */
record Mark(Kind kind, long time, String node, long epoch, long line) {
    enum Kind {
        /** A primary under an epoch higher than any before. */
        PROMOTION,
        /** A ZooKeeper server that became leader. */
        ELECTION,
        /** A node's ZooKeeper session that it gave up as lost. */
        EXPIRY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All of them, in the order of time. */
    static List<Mark> of(List<Lane> lanes) {
        Stream<Mark> changes = lanes.stream()
                .flatMap(lane -> lane.kind() == Lane.Kind.ZOOKEEPER
                        ? entered(lane, lane.states(), "leader", Kind.ELECTION)
                        : entered(lane, lane.sessions(), "lost", Kind.EXPIRY));
        return Stream.concat(promotions(lanes).stream(), changes)
                .sorted(Comparator.comparingLong(Mark::time).thenComparing(Mark::kind))
                .toList();
    }

    /** Where a lane came to that state from another; the first that was seen of it is no change. */
    private static Stream<Mark> entered(Lane lane, List<Span> spans, String state, Kind kind) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 1; i < spans.size(); i++) {
            Span now = spans.get(i);
            if (now.state().equals(state) && !spans.get(i - 1).state().equals(state)) {
                marks.add(new Mark(kind, now.from(), lane.name(), -1, now.line()));
            }
        }
        return marks.stream();
    }

    private static List<Mark> promotions(List<Lane> lanes) {
        List<Mark> primaries = lanes.stream()
                .flatMap(lane -> lane.states().stream()
                        .filter(Span::isPrimary)
                        .map(span -> new Mark(Kind.PROMOTION, span.from(), lane.name(), span.epoch(), span.line())))
                .sorted(Comparator.comparingLong(Mark::time))
                .toList();
        List<Mark> promotions = new ArrayList<>();
        long highest = primaries.isEmpty() ? -1 : primaries.get(0).epoch();
        for (Mark primary : primaries) {
            if (primary.epoch() > highest) {
                highest = primary.epoch();
                promotions.add(primary);
            }
        }
        return promotions;
    }
}
