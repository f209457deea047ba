package io.schism.harness.scenario;

import java.time.Duration;

/** When something is to happen. */
public sealed interface Moment {
    /** The start of the load. */
    Moment START = new At(Duration.ZERO);

    /** So long after the start of the load; within a group, after the group's own moment. */
    record At(Duration time) implements Moment {
        @Override
        public Duration earliest() {
            return time;
        }

        @Override
        public Moment later(Duration by) {
            return new At(time.plus(by));
        }

        @Override
        public Moment within(Moment base) {
            return base.later(time);
        }
    }

    /**
     * So long after the first event of its kind.
     *
     * @param since events before that do not count
     */
    record After(Event event, Duration delay, Moment since) implements Moment {
        @Override
        public Duration earliest() {
            return since.earliest().plus(delay);
        }

        @Override
        public Moment later(Duration by) {
            return new After(event, delay.plus(by), since);
        }

        @Override
        public Moment within(Moment base) {
            return new After(event, delay, since.within(base));
        }
    }

    /** The earliest time from the start of the load; for one that waits for an event, as if that came at once. */
    Duration earliest();

    /** The same, so much later. */
    Moment later(Duration by);

    /** The same, told from another moment than the start of the load. */
    Moment within(Moment base);
}
