package io.schism.harness.scenario;

import io.schism.harness.yaml.Place;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What goes wrong in a run, and when. As written it may leave much to chance; {@link #expanded} draws all of that from one
 * seed, and what is left are steps and quiet windows.
 */
public record Plan(List<Item> items) {
    /** Nothing goes wrong. */
    public static final Plan NONE = new Plan(List.of());

    public Plan {
        items = List.copyOf(items);
    }

    /** One line of a plan. */
    public sealed interface Item permits Step, Group, Repeated, Drawn, Quiet, Rest {
        /** The same, so much later. */
        Item later(Duration by);
    }

    /** Items whose moments are told from a moment of the group's own. */
    public record Group(Moment when, List<Item> items) implements Item {
        public Group {
            items = List.copyOf(items);
        }

        @Override
        public Item later(Duration by) {
            return new Group(when.later(by), items);
        }
    }

    /**
     * The same again and again, from the beginning of one to the beginning of the next.
     *
     * @param times how often; 0 until the load stops
     * @param flaps whether it is one fault that comes and goes: it draws once, and not anew each time
     */
    public record Repeated(Item item, Duration every, int times, boolean flaps) implements Item {
        Repeated(Item item, Duration every, int times) {
            this(item, every, times, false);
        }

        @Override
        public Item later(Duration by) {
            return new Repeated(item.later(by), every, times, flaps);
        }
    }

    /**
     * One fault after another, chosen by weight.
     *
     * @param from when the first may begin, {@code until} when the last is healed; zero for the stop of the load
     * @param between from one heal to the next injection
     * @param lasts of a choice that does not say how long
     * @param place where the plan says until when
     */
    public record Drawn(Duration from, Duration until, Range between, Range lasts, List<Choice> choices, Place place)
            implements Item {
        public Drawn {
            choices = List.copyOf(choices);
        }

        @Override
        public Item later(Duration by) {
            return new Drawn(from.plus(by), until.isZero() ? until : until.plus(by), between, lasts, choices, place);
        }
    }

    /** Any time from {@code least} to {@code most}, both inclusive. */
    public record Range(Duration least, Duration most) {}

    /**
     * What may be drawn.
     *
     * @param items from its beginning; a step that lasts {@link #DRAWN} takes the length that is drawn
     */
    public record Choice(double weight, List<Item> items) {
        static final Duration DRAWN = Duration.ofNanos(-1);

        public Choice {
            items = List.copyOf(items);
        }
    }

    /**
     * A window for recovery: nothing is broken in it.
     *
     * @param every from the beginning of one to that of the next; zero for one window
     */
    public record Quiet(Duration at, Duration lasts, Duration every) implements Item {
        @Override
        public Item later(Duration by) {
            return new Quiet(at.plus(by), lasts, every);
        }

        /** Whether something from {@code begin} to {@code end} touches it. */
        public boolean meets(Duration begin, Duration end) {
            return begin.compareTo(at.plus(lasts)) < 0 && at.compareTo(end) < 0;
        }
    }

    /** For so long after each heal nothing breaks that chance or an event decides about, unless something is broken still. */
    public record Rest(Duration lasts) implements Item {
        @Override
        public Item later(Duration by) {
            return this;
        }
    }

    /** All that chance decides, decided; a function of the arguments alone. An expanded plan expands to itself. */
    public Plan expanded(long seed, Duration stop) {
        return new Expansion(seed, stop).of(this);
    }

    /** Every step that this plan, as written, may lead to; one whose length is drawn lasts as short as it may. */
    public List<Step> possibleSteps() {
        return items.stream().flatMap(Plan::possible).toList();
    }

    private static Stream<Step> possible(Item item) {
        if (item instanceof Step step) {
            return Stream.of(step);
        }
        if (item instanceof Group group) {
            return group.items().stream().flatMap(Plan::possible);
        }
        if (item instanceof Repeated repeated) {
            return possible(repeated.item());
        }
        return item instanceof Drawn drawn
                ? drawn.choices().stream()
                        .flatMap(choice -> choice.items().stream())
                        .flatMap(Plan::possible)
                        .map(step -> step.lasts().equals(Choice.DRAWN)
                                ? step.lasting(drawn.lasts().least())
                                : step)
                : Stream.empty();
    }

    /** The steps of an expanded plan. */
    public List<Step> steps() {
        return items.stream()
                .filter(Step.class::isInstance)
                .map(Step.class::cast)
                .toList();
    }

    /** Whether two expanded plans break the same at the same times, wherever they are written. */
    public boolean breaksAs(Plan other) {
        List<Step> mine = steps();
        List<Step> theirs = other.steps();
        return mine.size() == theirs.size()
                && IntStream.range(0, mine.size()).allMatch(i -> mine.get(i).doesAs(theirs.get(i)));
    }

    /** How long nothing breaks after a heal; zero where the plan does not say. */
    public Duration rest() {
        return items.stream()
                .filter(Rest.class::isInstance)
                .map(item -> ((Rest) item).lasts())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The quiet windows of an expanded plan. */
    public List<Quiet> quiet() {
        return items.stream()
                .filter(Quiet.class::isInstance)
                .map(Quiet.class::cast)
                .toList();
    }
}
