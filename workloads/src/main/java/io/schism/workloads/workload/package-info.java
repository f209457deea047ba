/** What clients do: operations generated from one seed, and the load that drives them into a history. */
@NullMarked
package io.schism.workloads.workload;

import org.jspecify.annotations.NullMarked;
