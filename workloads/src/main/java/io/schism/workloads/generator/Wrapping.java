package io.schism.workloads.generator;

import java.util.function.UnaryOperator;

/** The answer of a generator within another. */
final class Wrapping {
    private Wrapping() {}

    /** The same answer, with what follows wrapped again. */
    static <V> Next<V> of(Next<V> next, UnaryOperator<Generator<V>> wrap) {
        if (next instanceof Next.Do<V> some) {
            return new Next.Do<>(some.op(), wrap.apply(some.then()));
        }
        return next instanceof Next.Wait<V> wait ? new Next.Wait<>(wait.until(), wrap.apply(wait.then())) : next;
    }
}
