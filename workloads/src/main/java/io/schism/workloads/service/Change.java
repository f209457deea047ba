package io.schism.workloads.service;

import org.jspecify.annotations.Nullable;

/** What an entry does to its key. */
sealed interface Change {
    /** The key's value from then on. */
    long value();

    /** Sets a value, whatever was there. */
    record Write(long value) implements Change {}

    /** Set a value over the one expected; decided before it was logged. {@code old} null: the key was absent. */
    record Cas(@Nullable Long old, long value) implements Change {}
}
