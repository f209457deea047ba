package io.schism.harness.scenario;

/**
 * How much must have succeeded for a run to prove anything.
 *
 * @param phase {@code before}, {@code during}, {@code after} or {@code *}
 * @param region a region or {@code *}
 * @param kind the class of operation ({@code read}, {@code insert}, {@code write}, {@code cas}) or {@code *}
 * @param ok the least number of operations that ended ok
 */
public record WorkMinimum(String phase, String region, String kind, Formula ok) {}
