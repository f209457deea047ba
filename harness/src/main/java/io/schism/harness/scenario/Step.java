package io.schism.harness.scenario;

import io.schism.harness.yaml.Place;
import java.time.Duration;

/**
 * One fault of a plan.
 *
 * @param fault its name in the registry of faults
 * @param at when it is injected, from the start of the load
 * @param lasts how long until it is healed
 * @param target whom it is meant for
 * @param place where the plan says so, for a backend that cannot do it
 */
public record Step(String fault, Duration at, Duration lasts, Target target, Settings settings, Place place) {}
