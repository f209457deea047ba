/** The one error that a user sees: file, line, problem, remedy. */
@NullMarked
package io.schism.histories.error;

import org.jspecify.annotations.NullMarked;
