package io.schism.harness.scenario;

import java.util.Set;

/**
 * The names that a scenario may use, as the registries know them.
 *
 * @param networkFaults faults with {@code sides}
 * @param processFaults faults with {@code targets}
 * @param workloads workloads of a load
 */
public record Vocabulary(Set<String> networkFaults, Set<String> processFaults, Set<String> workloads) {}
