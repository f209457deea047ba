/** Faults, their injection and healing, and the proof that each was in force. */
@NullMarked
package io.schism.harness.nemesis;

import org.jspecify.annotations.NullMarked;
