/**
 * Deciding whether a history admits a linearization: {@link io.schism.histories.linearizability.Linearizability} is
 * the whole of the API, with {@link io.schism.histories.linearizability.OnlineLinearizability} for one that goes on.
 *
 * <p>A history becomes partitions (one a key), a partition a problem (events, slots, kinds), and a problem is decided
 * by one of two exact engines: zones, where every written value is distinct, else a breadth-first search.
 */
@NullMarked
package io.schism.histories.linearizability;

import org.jspecify.annotations.NullMarked;
