package io.schism.harness.scenario;

import java.time.Duration;
import java.util.List;

/**
 * One fault of a plan.
 *
 * @param fault its name in the registry of faults
 * @param at when it is injected, from the start of the load
 * @param lasts how long until it is healed
 * @param sides for a fault of the network: groups of members that cannot reach each other, each a list of names of
 *     regions or members; empty otherwise
 * @param targets for a fault of processes: names of regions or members; empty otherwise
 */
public record Step(String fault, Duration at, Duration lasts, List<List<String>> sides, List<String> targets) {}
