package io.schism.histories.model;

import java.util.List;
import java.util.Optional;

/**
 * Trait: a container without bound, into which elements are put and from which they are taken, one a call.
 *
 * <p>The promise: a put fits in every state and adds its element, whatever the answer. A take that answered an element
 * fits where {@link #order} lets that element out, and removes it; one that answered nothing fits where nothing is in
 * the container, and changes nothing; one whose answer is unknown may have done either. There is no other action, and
 * elements matter by {@code equals} alone.
 *
 * <p>It allows to decide most histories by sorting, without a search. Where the promise is not kept (a queue that may
 * be full, a peek that counts as a take) verdicts are wrong.
 */
public interface Container<S> extends Model<S> {
    /** Which element a take lets out. */
    enum Order {
        /** The one that has been in for longest. */
        FIFO,
        /** Any. */
        ANY
    }

    Order order();

    /** What the state contains, the first to leave first where the order matters. */
    List<Object> contents(S state);

    /** The element that the action puts in; empty where it takes one out. */
    Optional<Object> puts(Action action);

    /** The element that the action took out; empty where it found nothing. Asked only of a take that returned. */
    Optional<Object> takes(Action action);
}
