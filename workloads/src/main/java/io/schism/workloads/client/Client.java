package io.schism.workloads.client;

import java.time.Duration;

/**
 * Asks a service to do one operation, once. It never retries: whoever wants another attempt makes another operation.
 * Thread-safe.
 */
public interface Client extends AutoCloseable {
    /**
     * Does one operation and waits for its outcome; throws nothing for what network and service may do.
     *
     * @param op the operation's own id, unique in the run; the service keeps it in its log
     */
    Outcome perform(String op, Request request);

    /** Makes ready what operations need, once a run and before all of them, by one client. */
    default void prepare() {}

    /** The longest that an operation waits on a silent network. */
    Duration patience();

    @Override
    void close();
}
