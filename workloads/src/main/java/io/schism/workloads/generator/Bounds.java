package io.schism.workloads.generator;

import java.util.HashSet;
import java.util.Set;

/** How often, how long, by how many. */
final class Bounds {
    static final long NOT_YET = Long.MIN_VALUE;

    private Bounds() {}

    record Limit<V>(int most, Generator<V> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            if (most <= 0) {
                return Next.done();
            }
            Next<V> next = of.next(context);
            int left = next instanceof Next.Do ? most - 1 : most;
            return Wrapping.of(next, then -> new Limit<>(left, then));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new Limit<>(most, of.update(context, happening));
        }
    }

    record Repeat<V>(Generator<V> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            Next<V> next = of.next(context);
            return Wrapping.of(next, then -> next instanceof Next.Do ? this : new Repeat<>(then));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new Repeat<>(of.update(context, happening));
        }
    }

    record Cycle<V>(Generator<V> fresh, Generator<V> of, int times) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            if (times <= 0) {
                return Next.done();
            }
            Next<V> next = of.next(context);
            return next instanceof Next.Done
                    ? new Cycle<>(fresh, fresh, times - 1).next(context)
                    : Wrapping.of(next, then -> new Cycle<>(fresh, then, times));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new Cycle<>(fresh, of.update(context, happening), times);
        }
    }

    record ProcessLimit<V>(int most, Set<Long> used, Generator<V> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            Next<V> next = of.next(context);
            if (!(next instanceof Next.Do<V> some)) {
                return Wrapping.of(next, then -> new ProcessLimit<>(most, used, then));
            }
            Set<Long> more = new HashSet<>(used);
            more.add(context.process(some.op().thread()));
            return more.size() > most
                    ? Next.done()
                    : new Next.Do<>(some.op(), new ProcessLimit<>(most, Set.copyOf(more), some.then()));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new ProcessLimit<>(most, used, of.update(context, happening));
        }
    }

    record TimeLimit<V>(long nanos, long end, Generator<V> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            if (end != NOT_YET && context.time() >= end) {
                return Next.done();
            }
            Next<V> next = of.next(context);
            if (next instanceof Next.Do<V> some) {
                long until = end == NOT_YET ? some.op().time() + nanos : end;
                return some.op().time() >= until
                        ? Next.done()
                        : new Next.Do<>(some.op(), new TimeLimit<>(nanos, until, some.then()));
            }
            if (next instanceof Next.Wait<V> wait) {
                long until = end == NOT_YET ? wait.until() : Math.min(wait.until(), end);
                return new Next.Wait<>(until, new TimeLimit<>(nanos, end, wait.then()));
            }
            return next;
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new TimeLimit<>(nanos, end, of.update(context, happening));
        }
    }

    record UntilOk<V>(Generator<V> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            return Wrapping.of(of.next(context), UntilOk::new);
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return happening.what() == Happening.What.OK
                    ? asked -> Next.done()
                    : new UntilOk<>(of.update(context, happening));
        }
    }
}
