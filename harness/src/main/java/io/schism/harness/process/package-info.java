/** The one place that starts processes, signals them, and finds those that a killed harness left. */
@NullMarked
package io.schism.harness.process;

import org.jspecify.annotations.NullMarked;
