/**
 * Deciding whether a history admits a linearization: {@link io.schism.histories.linearizability.Linearizability} is
 * the whole of the API, with {@link io.schism.histories.linearizability.OnlineLinearizability} for one that goes on.
 *
 * <p>A history becomes partitions (one a key), and each is decided by the fastest exact engine that {@code Engines} finds
 * for it. Polynomial ones go by what the model promises: zones (a single cell, distinct values), containers (queues and
 * bags: elements, their order, and when nothing was inside), read chains (sets), locks, increments. What they cannot
 * decide is left to a breadth-first search: the cell search in the usual case of a register, else that for any model, for
 * which a partition becomes a problem (events, slots, kinds).
 *
 * <p>All else is package-private, and in one package for that reason: engines, counterexamples and the online check share
 * the columns of calls, the budget and the search, and in packages of their own these would be public. In the order of
 * the data: Partition*, Groups, Keys, Values, CallColumns, Entries; Check, Parallel, Engines, Budget; the engines; then
 * Explanation, Prefix, Reduction, Witness; beside them Window, Frontier, Crossing for what goes on.
 */
@NullMarked
package io.schism.histories.linearizability;

import org.jspecify.annotations.NullMarked;
