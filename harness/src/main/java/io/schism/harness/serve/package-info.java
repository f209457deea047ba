/** A page over the folders of runs, and a live page of a run that goes on. */
@org.jspecify.annotations.NullMarked
package io.schism.harness.serve;
