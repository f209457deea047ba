/** Who decides whether a history is linearizable: the project's own checker, another one, or both. */
@NullMarked
package io.schism.harness.engine;

import org.jspecify.annotations.NullMarked;
