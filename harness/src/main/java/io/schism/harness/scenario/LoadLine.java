package io.schism.harness.scenario;

import io.schism.workloads.workload.Pace;
import io.schism.workloads.workload.Popularity;
import java.util.List;

/**
 * Clients of one kind.
 *
 * @param workload its name in the registry of workloads
 * @param regions where the clients are; the rate is shared among them
 * @param ratePerSecond operations a second, together; never scaled; 0 where the loop is closed
 * @param pace how steps follow each other
 * @param keys which hot keys are chosen, and how often
 * @param clients 0 for an open loop; otherwise so many in each region, each of which waits for nothing but its own answers
 */
public record LoadLine(
        String workload, List<String> regions, double ratePerSecond, Pace pace, Popularity keys, int clients) {}
