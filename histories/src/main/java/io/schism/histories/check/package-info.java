/** Checkers: history in, verdict out. */
@NullMarked
package io.schism.histories.check;

import org.jspecify.annotations.NullMarked;
