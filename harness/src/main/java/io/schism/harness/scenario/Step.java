package io.schism.harness.scenario;

import io.schism.harness.yaml.Place;
import java.time.Duration;

/**
 * One fault of a plan.
 *
 * @param fault its name in the registry of faults
 * @param when it is injected
 * @param lasts how long until it is healed
 * @param target whom it is meant for
 * @param place where the plan says so, for a backend that cannot do it
 * @param seed of what it leaves to chance; 0 until the plan is expanded
 */
public record Step(String fault, Moment when, Duration lasts, Target target, Settings settings, Place place, long seed)
        implements Plan.Item {

    /** A step at a time from the start of the load. */
    public Step(String fault, Duration at, Duration lasts, Target target, Settings settings, Place place) {
        this(fault, new Moment.At(at), lasts, target, settings, place, 0);
    }

    @Override
    public Step later(Duration by) {
        return at(when.later(by));
    }

    /** The earliest time at which it can be healed. */
    public Duration ends() {
        return when.earliest().plus(lasts);
    }

    Step at(Moment moment) {
        return new Step(fault, moment, lasts, target, settings, place, seed);
    }

    Step lasting(Duration length) {
        return new Step(fault, when, length, target, settings, place, seed);
    }

    Step seeded(long drawn) {
        return new Step(fault, when, lasts, target, settings, place, drawn);
    }

    /** Whether it does the same, wherever it is written and whatever it draws. */
    boolean doesAs(Step other) {
        return fault.equals(other.fault)
                && when.equals(other.when)
                && lasts.equals(other.lasts)
                && target.equals(other.target)
                && settings.equals(other.settings);
    }
}
