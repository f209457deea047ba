package io.schism.workloads.generator;

import java.util.function.Function;

/**
 * One operation to do.
 *
 * @param time when it is due, in nanoseconds
 * @param thread who does it
 */
public record Op<V>(long time, int thread, V value) {
    /** The same, due at another time. */
    Op<V> at(long other) {
        return new Op<>(other, thread, value);
    }

    /** Another value, done by the same at the same time. */
    <W> Op<W> map(Function<? super V, ? extends W> change) {
        return new Op<>(time, thread, change.apply(value));
    }
}
