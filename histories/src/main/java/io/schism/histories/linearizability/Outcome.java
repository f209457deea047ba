package io.schism.histories.linearizability;

import io.schism.histories.verdict.Validity;
import java.util.List;
import java.util.Optional;

/**
 * What an engine says of one partition.
 *
 * @param engine the engine's name
 * @param failed where invalid: the call at whose completion no linearization is left, where the engine can tell
 * @param states where invalid: the states in which the surviving linearizations stood just before, a few of them
 * @param note where invalid or unknown: the engine's own words, as a clause
 * @param witness where invalid: the few calls that contradict each other, where the engine can tell
 */
record Outcome<S>(
        Validity validity, String engine, Optional<Entry> failed, List<S> states, String note, List<Entry> witness) {
    Outcome(Validity validity, String engine, Optional<Entry> failed, List<S> states, String note) {
        this(validity, engine, failed, states, note, List.of());
    }

    static <S> Outcome<S> valid(String engine) {
        return new Outcome<>(Validity.VALID, engine, Optional.empty(), List.of(), "");
    }

    static <S> Outcome<S> invalid(String engine, String note) {
        return new Outcome<>(Validity.INVALID, engine, Optional.empty(), List.of(), note);
    }

    static <S> Outcome<S> invalid(String engine, Entry failed, String note, List<Entry> witness) {
        return new Outcome<>(Validity.INVALID, engine, Optional.of(failed), List.of(), note, List.copyOf(witness));
    }

    /** A limit was reached on the way. */
    static <S> Outcome<S> stopped(String engine, Exhausted limit) {
        return unknown(
                engine,
                limit.limit() + (limit.during().isEmpty() ? " before it was decided" : " while " + limit.during()));
    }

    /** A limit was reached on the way through the calls in real-time order; so far all is well. */
    static <S> Outcome<S> stopped(String engine, Exhausted limit, Entry at, int event, int events) {
        return unknown(
                engine, limit.limit() + " at index " + at.index() + ", " + 100L * event / events + " % of the way");
    }

    static <S> Outcome<S> unknown(String engine, String note) {
        return new Outcome<>(Validity.UNKNOWN, engine, Optional.empty(), List.of(), note);
    }
}
