/** The command line. */
@NullMarked
package io.schism.harness.cli;

import org.jspecify.annotations.NullMarked;
