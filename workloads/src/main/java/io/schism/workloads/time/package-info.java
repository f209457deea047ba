/** The one way to wait. */
@NullMarked
package io.schism.workloads.time;

import org.jspecify.annotations.NullMarked;
