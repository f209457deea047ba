/**
 * What the nodes and the controllers of the service share: their ZooKeeper session, the record of who is primary, the
 * topology, the base timings, and the way they talk to each other.
 */
@NullMarked
package io.schism.workloads.coordination;

import org.jspecify.annotations.NullMarked;
