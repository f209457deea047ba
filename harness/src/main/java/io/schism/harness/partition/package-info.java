/** Shapes that a broken network can have: from members, and chance, to the directed pairs that are cut. */
@NullMarked
package io.schism.harness.partition;

import org.jspecify.annotations.NullMarked;
