/** Histories made by simulation, valid or with one violation: for benchmarks, for tests, to try a checker on. */
@NullMarked
package io.schism.histories.synthetic;

import org.jspecify.annotations.NullMarked;
