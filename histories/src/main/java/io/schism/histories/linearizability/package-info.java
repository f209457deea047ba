/** Deciding whether a history admits a linearization. */
@NullMarked
package io.schism.histories.linearizability;

import org.jspecify.annotations.NullMarked;
