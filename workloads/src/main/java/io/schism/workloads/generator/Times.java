package io.schism.workloads.generator;

/** When. */
final class Times {
    static final long NOT_YET = Bounds.NOT_YET;

    private Times() {}

    record Paced<V>(Arrivals arrivals, long number, long start, Generator<V> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            long begin = start == NOT_YET ? context.time() : start;
            Next<V> next = of.next(context);
            if (next instanceof Next.Do<V> some) {
                long due = Math.max(some.op().time(), begin + arrivals.at(number));
                return new Next.Do<>(some.op().at(due), new Paced<>(arrivals, number + 1, begin, some.then()));
            }
            return Wrapping.of(next, then -> new Paced<>(arrivals, number, begin, then));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new Paced<>(arrivals, number, start, of.update(context, happening));
        }
    }

    record Sleep<V>(long nanos, long end) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            long until = end == NOT_YET ? context.time() + nanos : end;
            return context.time() >= until ? Next.done() : new Next.Wait<>(until, new Sleep<>(nanos, until));
        }
    }

    record Synchronised<V>(Generator<V> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            return context.isIdle() ? of.next(context) : Next.waiting(this);
        }
    }
}
