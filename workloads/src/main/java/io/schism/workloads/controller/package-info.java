/** The failover controllers of {@code replicated-kv}: one process a region, the leader among them promotes. */
@NullMarked
package io.schism.workloads.controller;

import org.jspecify.annotations.NullMarked;
