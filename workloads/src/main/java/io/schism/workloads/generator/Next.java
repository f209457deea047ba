package io.schism.workloads.generator;

/** The answer of a generator. */
public sealed interface Next<V> {
    /** An operation; then ask {@code then}. Its time may lie ahead: it is done when that has come, and not before. */
    record Do<V>(Op<V> op, Generator<V> then) implements Next<V> {}

    /**
     * Nothing yet; ask {@code then} when something has happened, or when {@code until} has come.
     *
     * @param until nanoseconds; {@link #AN_EVENT} where time alone changes nothing
     */
    record Wait<V>(long until, Generator<V> then) implements Next<V> {}

    /** Nothing, ever. */
    record Done<V>() implements Next<V> {}

    /** Later than any time. */
    long AN_EVENT = Long.MAX_VALUE;

    static <V> Next<V> waiting(Generator<V> then) {
        return new Wait<>(AN_EVENT, then);
    }

    static <V> Next<V> done() {
        return new Done<>();
    }
}
