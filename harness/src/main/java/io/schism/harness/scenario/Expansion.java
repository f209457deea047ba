package io.schism.harness.scenario;

import io.schism.harness.scenario.Plan.Choice;
import io.schism.harness.scenario.Plan.Drawn;
import io.schism.harness.scenario.Plan.Group;
import io.schism.harness.scenario.Plan.Item;
import io.schism.harness.scenario.Plan.Quiet;
import io.schism.harness.scenario.Plan.Range;
import io.schism.harness.scenario.Plan.Repeated;
import io.schism.harness.scenario.Plan.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws from one seed whatever a plan leaves to chance, and unrolls what it repeats. Each line draws from a sequence of
 * its own, so that a line added to a plan changes none above it. Used once.
 */
final class Expansion {
    /** So that no seed of a step is the run's own. */
    private static final long SALT = 0x5c415e5dL;

    private static final int MOST_SEED = 1_000_000;

    private final SplittableRandom root;
    private final Duration stop;
    private final List<Quiet> quiet = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    Expansion(long seed, Duration stop) {
        this.root = new SplittableRandom(seed ^ SALT);
        this.stop = stop;
    }

    Plan of(Plan plan) {
        plan.items().stream()
                .filter(Quiet.class::isInstance)
                .map(Quiet.class::cast)
                .forEach(this::windows);
        Calm calm = calm(plan);
        for (Item item : plan.items()) {
            SplittableRandom random = root.split();
            List<Step> drawn = new ArrayList<>();
            if (item instanceof Drawn line) {
                draw(line, random, calm, drawn);
            } else {
                expand(item, Moment.START, random, drawn);
            }
            drawn.forEach(step -> steps.add(step.seed() == 0 ? step.seeded(random.nextInt(1, MOST_SEED)) : step));
        }
        steps.sort(Comparator.comparing(step -> step.when().earliest()));
        List<Item> expanded = new ArrayList<>(steps);
        expanded.addAll(quiet);
        if (!plan.rest().isZero()) {
            expanded.add(new Rest(plan.rest()));
        }
        return new Plan(expanded);
    }

    /** What chance must keep away from: quiet windows and, where there is to be a rest, the steps whose times are written. */
    private Calm calm(Plan plan) {
        Calm calm = new Calm(quiet, plan.rest());
        if (!plan.rest().isZero()) {
            List<Step> written = new ArrayList<>();
            plan.items().stream()
                    .filter(item -> !(item instanceof Drawn))
                    .forEach(item -> expand(item, Moment.START, new SplittableRandom(0), written));
            written.stream()
                    .filter(step -> step.when() instanceof Moment.At)
                    .forEach(step -> calm.breaks(step.when().earliest(), step.ends()));
        }
        return calm;
    }

    private void windows(Quiet window) {
        quiet.add(new Quiet(window.at(), window.lasts(), Duration.ZERO));
        if (!window.every().isZero()) {
            for (Duration at = window.at().plus(window.every()); at.compareTo(stop) < 0; at = at.plus(window.every())) {
                quiet.add(new Quiet(at, window.lasts(), Duration.ZERO));
            }
        }
    }

    private void expand(Item item, Moment base, SplittableRandom random, List<Step> into) {
        if (item instanceof Step step) {
            into.add(step.at(step.when().within(base)));
        } else if (item instanceof Group group) {
            Moment begin = group.when().within(base);
            group.items().forEach(each -> expand(each, begin, random, into));
        } else if (item instanceof Repeated repeated) {
            repeat(repeated, base, random, into);
        }
    }

    private void repeat(Repeated repeated, Moment base, SplittableRandom random, List<Step> into) {
        // Without one, each step draws its own in the end.
        long seed = repeated.flaps() ? random.nextInt(1, MOST_SEED) : 0;
        for (int i = 0; repeated.times() == 0 || i < repeated.times(); i++) {
            List<Step> once = new ArrayList<>();
            expand(repeated.item().later(repeated.every().multipliedBy(i)), base, random, once);
            if (repeated.times() == 0 && (once.isEmpty() || latest(once).compareTo(stop) > 0)) {
                return;
            }
            once.replaceAll(step -> step.seed() == 0 ? step.seeded(seed) : step);
            into.addAll(once);
        }
    }

    private void draw(Drawn drawn, SplittableRandom random, Calm calm, List<Step> into) {
        Duration until = drawn.until().isZero() || drawn.until().compareTo(stop) > 0 ? stop : drawn.until();
        Duration at = drawn.from().plus(any(drawn.between(), random));
        while (true) {
            Duration length = any(drawn.lasts(), random);
            List<Step> chosen = new ArrayList<>();
            for (Item item : choose(drawn.choices(), random).items()) {
                expand(item, Moment.START, random, chosen);
            }
            chosen.replaceAll(step -> step.lasts().equals(Choice.DRAWN)
                    ? step.lasting(length.minus(step.when().earliest()))
                    : step);
            at = calm.free(at, latest(chosen));
            if (at.plus(latest(chosen)).compareTo(until) > 0) {
                return;
            }
            for (Step step : chosen) {
                into.add(step.later(at));
            }
            calm.breaks(at, at.plus(latest(chosen)));
            at = at.plus(latest(chosen)).plus(any(drawn.between(), random));
        }
    }

    private static Choice choose(List<Choice> choices, SplittableRandom random) {
        double left = random.nextDouble()
                * choices.stream().mapToDouble(Choice::weight).sum();
        for (Choice choice : choices) {
            left -= choice.weight();
            if (left < 0) {
                return choice;
            }
        }
        return choices.get(choices.size() - 1);
    }

    /** In whole milliseconds, which read well. */
    private static Duration any(Range range, SplittableRandom random) {
        long least = range.least().toMillis();
        return Duration.ofMillis(least + random.nextLong(range.most().toMillis() - least + 1));
    }

    private static Duration latest(List<Step> steps) {
        return steps.stream().map(Step::ends).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }
}
