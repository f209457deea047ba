package io.schism.workloads.generator;

/**
 * What is done next. A value: asking changes nothing, the answer says what to ask the time after. Everything that chance
 * decides is drawn from seeds that generators were made with, so the same questions always have the same answers.
 *
 * <p>{@link Generators} makes and combines them.
 *
 * @param <V> what an operation is
 */
@FunctionalInterface
public interface Generator<V> {
    /** The next operation in this context, if there is one. */
    Next<V> next(Context context);

    /** What it becomes once this has happened; called for every operation that begins or ends, of its own and of others'. */
    default Generator<V> update(Context context, Happening<V> happening) {
        return this;
    }
}
