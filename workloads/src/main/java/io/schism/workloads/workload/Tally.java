package io.schism.workloads.workload;

import java.time.Duration;

/**
 * How a load is going.
 *
 * @param ok operations that happened; {@code failed}: certainly did not; {@code indeterminate}: may have
 * @param late steps that began more than 100 ms after they were due, because every worker was busy or the machine was
 * @param latest the longest such delay
 */
public record Tally(long ok, long failed, long indeterminate, long late, Duration latest) {}
