package io.schism.harness.scenario;

import java.util.List;

/**
 * Clients of one kind.
 *
 * @param workload its name in the registry of workloads
 * @param regions where the clients are; the rate is shared among them
 * @param ratePerSecond operations a second, together; never scaled
 */
public record LoadLine(String workload, List<String> regions, double ratePerSecond) {}
