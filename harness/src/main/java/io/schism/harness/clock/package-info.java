/** Wall clocks that can be set, and what they are off by. */
@NullMarked
package io.schism.harness.clock;

import org.jspecify.annotations.NullMarked;
