/** Knossos as a second engine, in a process of its own with Clojure on its class path. */
@NullMarked
package io.schism.harness.knossos;

import org.jspecify.annotations.NullMarked;
