/** Topology, policy, workload, fault plan and expectation, read from YAML. */
@NullMarked
package io.schism.harness.scenario;

import org.jspecify.annotations.NullMarked;
