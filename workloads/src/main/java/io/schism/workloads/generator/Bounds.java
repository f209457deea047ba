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
            int left = next instanceof Next.Done ? times - 1 : times;
            if (next instanceof Next.Done && left > 0) {
                next = fresh.next(context);
            }
            return Wrapping.of(next, then -> new Cycle<>(fresh, then, left));
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

    /** @param running the threads that are at an operation of its own */
    record UntilOk<V>(Generator<V> of, Set<Integer> running) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            Next<V> next = of.next(context);
            Set<Integer> more = new HashSet<>(running);
            if (next instanceof Next.Do<V> some) {
                more.add(some.op().thread());
            }
            return Wrapping.of(next, then -> new UntilOk<>(then, Set.copyOf(more)));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            Set<Integer> left = new HashSet<>(running);
            boolean isOwn = happening.what() != Happening.What.INVOKED
                    && left.remove(happening.op().thread());
            return isOwn && happening.what() == Happening.What.OK
                    ? asked -> Next.done()
                    : new UntilOk<>(of.update(context, happening), Set.copyOf(left));
        }
    }
}
