package io.schism.harness.report;

import io.schism.histories.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the observers and the nemesis saw, on the run's one clock: who was what from when to when, and what was wrong
 * meanwhile. Times are nanoseconds since the run's start.
 *
 * @param to the time of the last line; 0 for an empty history
 */
record Timeline(
        long to, List<Lane> lanes, List<FaultBand> faults, List<Claim> claims, List<Mark> marks, List<Phase> phases) {

    /** A member whose state is drawn over time; the states of its ZooKeeper session beside, for a node. */
    record Lane(Kind kind, String name, String region, List<Span> states, List<Span> sessions) {
        enum Kind {
            NODE,
            ZOOKEEPER
        }
    }

    /**
     * A state that held from one observation to the first different one.
     *
     * @param epoch the epoch of a node; -1 where none was seen
     * @param line the line of the history that showed it first
     */
    record Span(long from, long to, String state, long epoch, long line) {
        boolean isPrimary() {
            return state.equals("primary");
        }
    }

    /**
     * A time in which two nodes or more said that they were primary. That is what they claimed; whether they acted
     * on it the checkers decide.
     */
    record Claim(long from, long to, List<String> nodes) {}

    record Phase(long time, String name) {}

    static Timeline of(History history, Regions regions) {
        int lines = history.operations().size();
        long to = Math.max(
                IntStream.range(0, lines).mapToLong(history::time).max().orElse(0), 0);
        List<Lane> lanes = Lanes.of(history, regions, to);
        return new Timeline(
                to, lanes, FaultBand.of(history, regions, to), claims(lanes), Mark.of(lanes), phases(history));
    }

    /** The same up to a later time, at which clients were still heard of. */
    Timeline until(long later) {
        return new Timeline(Math.max(to, later), lanes, faults, claims, marks, phases);
    }

    /** The promotions among the marks. */
    List<Mark> promotions() {
        return marks.stream().filter(m -> m.kind() == Mark.Kind.PROMOTION).toList();
    }

    /** The nodes' lanes alone. */
    List<Lane> nodes() {
        return lanes.stream().filter(l -> l.kind() == Lane.Kind.NODE).toList();
    }

    /** How long two or more claimed to be primary. */
    long claimed() {
        return claims.stream().mapToLong(c -> c.to() - c.from()).sum();
    }

    private static List<Claim> claims(List<Lane> lanes) {
        List<Long> borders = lanes.stream()
                .flatMap(l -> l.states().stream())
                .filter(Span::isPrimary)
                .flatMap(s -> Stream.of(s.from(), s.to()))
                .distinct()
                .sorted()
                .toList();
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i + 1 < borders.size(); i++) {
            long from = borders.get(i);
            long to = borders.get(i + 1);
            List<String> nodes = lanes.stream()
                    .filter(l -> l.states().stream().anyMatch(s -> s.isPrimary() && s.from() <= from && s.to() >= to))
                    .map(Lane::name)
                    .toList();
            if (nodes.size() > 1) {
                extend(claims, new Claim(from, to, nodes));
            }
        }
        return claims;
    }

    private static void extend(List<Claim> claims, Claim next) {
        int at = claims.size() - 1;
        if (at >= 0
                && claims.get(at).to() == next.from()
                && claims.get(at).nodes().equals(next.nodes())) {
            claims.set(at, new Claim(claims.get(at).from(), next.to(), next.nodes()));
        } else {
            claims.add(next);
        }
    }

    private static List<Phase> phases(History history) {
        return history.nemesis().stream()
                .filter(o -> o.f().equals("phase") && o.time() >= 0)
                .map(o -> new Phase(o.time(), Shown.name(Field.word(o.value(), "?"))))
                .toList();
    }
}
