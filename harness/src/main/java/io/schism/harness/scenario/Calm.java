package io.schism.harness.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When something may be broken: outside every quiet window, and not so soon after a heal, nor so soon before the next fault, that nothing
 * could recover between the two. Faults may overlap.
 */
public final class Calm {
    private record Span(Duration begin, Duration end) {}

    private final List<Plan.Quiet> windows;
    private final Duration rest;
    private final List<Span> broken = new ArrayList<>();

    /**
     * Nothing is broken yet.
     *
     * @param rest the least time from a heal to whatever is broken next; zero for none
     */
    public Calm(List<Plan.Quiet> windows, Duration rest) {
        this.windows = List.copyOf(windows);
        this.rest = rest;
    }

    /** Something is broken from {@code begin} to {@code end}. */
    public void breaks(Duration begin, Duration end) {
        broken.add(new Span(begin, end));
    }

    /** The first time from there on at which something so long may begin. */
    public Duration free(Duration from, Duration length) {
        Duration at = from;
        Optional<Duration> later = later(at, length);
        while (later.isPresent()) {
            at = later.get();
            later = later(at, length);
        }
        return at;
    }

    /** When to try next; empty where there is nothing in the way. */
    private Optional<Duration> later(Duration at, Duration length) {
        Duration end = at.plus(length);
        Stream<Duration> ends = windows.stream()
                .filter(window -> window.meets(at, end))
                .map(window -> window.at().plus(window.lasts()));
        return Stream.concat(ends, broken.stream().flatMap(span -> past(span, at, end)))
                .findFirst();
    }

    /** Too soon after a fault, it waits; too soon before one, it begins with it. */
    private Stream<Duration> past(Span span, Duration at, Duration end) {
        Duration rested = span.end().plus(rest);
        if (at.compareTo(span.end()) >= 0 && at.compareTo(rested) < 0) {
            return Stream.of(rested);
        }
        boolean tooSoonBefore =
                end.compareTo(span.begin()) <= 0 && end.plus(rest).compareTo(span.begin()) > 0;
        return tooSoonBefore && at.compareTo(span.begin()) < 0 ? Stream.of(span.begin()) : Stream.empty();
    }
}
