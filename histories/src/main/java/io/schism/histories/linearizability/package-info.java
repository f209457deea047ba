/**
 * Deciding whether a history admits a linearization: {@link io.schism.histories.linearizability.Linearizability} is
 * the whole of the API, with {@link io.schism.histories.linearizability.OnlineLinearizability} for one that goes on.
 *
 * <p>A history becomes partitions (one a key), and each is decided by the fastest exact engine that {@code Engines} finds
 * for it. Polynomial ones go by what the model promises: zones (a single cell, distinct values), containers (queues and
 * bags: elements, their order, and when nothing was inside), read chains (sets), locks, increments. What they cannot
 * decide is left to a breadth-first search, for which a partition becomes a problem (events, slots, kinds).
 */
@NullMarked
package io.schism.histories.linearizability;

import org.jspecify.annotations.NullMarked;
