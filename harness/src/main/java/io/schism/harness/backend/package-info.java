/** The registry of backends. */
@NullMarked
package io.schism.harness.backend;

import org.jspecify.annotations.NullMarked;
