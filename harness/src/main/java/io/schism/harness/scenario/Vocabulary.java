package io.schism.harness.scenario;

import java.util.Map;
import java.util.Set;

/**
 * The names that a scenario may use, as the registries know them.
 *
 * @param faults what a step must say, by the fault's name
 * @param workloads workloads of a load
 * @param workloadsWithCas those of them that compare and set
 * @param figures of each checker, by its name
 */
public record Vocabulary(
        Map<String, FaultForm> faults,
        Set<String> workloads,
        Set<String> workloadsWithCas,
        Map<String, Set<String>> figures) {}
