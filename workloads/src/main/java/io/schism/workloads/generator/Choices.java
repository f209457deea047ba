package io.schism.workloads.generator;

import java.util.ArrayList;
import java.util.List;

/** Several generators, of which one is chosen for each operation. */
final class Choices {
    private Choices() {}

    private static <V> List<Generator<V>> with(List<Generator<V>> all, int index, Generator<V> changed) {
        List<Generator<V>> some = new ArrayList<>(all);
        some.set(index, changed);
        return List.copyOf(some);
    }

    private static <V> List<Generator<V>> without(List<Generator<V>> all, int index) {
        List<Generator<V>> some = new ArrayList<>(all);
        some.remove(index);
        return List.copyOf(some);
    }

    private static <V> List<Generator<V>> updated(List<Generator<V>> all, Context context, Happening<V> happening) {
        return all.stream().map(each -> each.update(context, happening)).toList();
    }

    record Any<V>(List<Generator<V>> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            List<Generator<V>> waited = new ArrayList<>(of);
            long until = Next.AN_EVENT;
            boolean isDone = true;
            int soonest = -1;
            Next.Do<V> chosen = null;
            for (int i = 0; i < of.size(); i++) {
                Next<V> next = of.get(i).next(context);
                isDone &= next instanceof Next.Done;
                if (next instanceof Next.Do<V> some
                        && (chosen == null || some.op().time() < chosen.op().time())) {
                    chosen = some;
                    soonest = i;
                } else if (next instanceof Next.Wait<V> wait) {
                    until = Math.min(until, wait.until());
                    waited.set(i, wait.then());
                }
            }
            if (chosen != null) {
                return new Next.Do<>(chosen.op(), new Any<>(with(waited, soonest, chosen.then())));
            }
            return isDone ? Next.done() : new Next.Wait<>(until, new Any<>(List.copyOf(waited)));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new Any<>(updated(of, context, happening));
        }
    }

    record Concat<V>(List<Generator<V>> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            for (int i = 0; i < of.size(); i++) {
                Next<V> next = of.get(i).next(context);
                if (!(next instanceof Next.Done)) {
                    List<Generator<V>> rest = of.subList(i, of.size());
                    return Wrapping.of(next, then -> new Concat<>(with(rest, 0, then)));
                }
            }
            return Next.done();
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return of.isEmpty() ? this : new Concat<>(with(of, 0, of.get(0).update(context, happening)));
        }
    }

    record Mix<V>(Dice dice, List<Generator<V>> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            if (of.isEmpty()) {
                return Next.done();
            }
            int chosen = dice.below(of.size());
            Next<V> next = of.get(chosen).next(context);
            if (next instanceof Next.Done) {
                return new Mix<>(dice.next(), without(of, chosen)).next(context);
            }
            // Whoever has to wait stays chosen: who is free must not decide what is done.
            Dice then = next instanceof Next.Do ? dice.next() : dice;
            return Wrapping.of(next, changed -> new Mix<>(then, with(of, chosen, changed)));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new Mix<>(dice, updated(of, context, happening));
        }
    }

    record FlipFlop<V>(List<Generator<V>> of, int turn) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            Next<V> next = of.get(turn).next(context);
            int then = next instanceof Next.Do ? (turn + 1) % of.size() : turn;
            return Wrapping.of(next, changed -> new FlipFlop<>(with(of, turn, changed), then));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new FlipFlop<>(updated(of, context, happening), turn);
        }
    }
}
