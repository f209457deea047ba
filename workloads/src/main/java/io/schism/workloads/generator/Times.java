package io.schism.workloads.generator;

/** When. */
final class Times {
    static final long NOT_YET = Bounds.NOT_YET;

    private Times() {}

    /** Waits for what is not due yet, and remembers since when: others may be asked, and act, in between. */
    record Paced<V>(Arrivals arrivals, long number, long start, Generator<V> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            long begin = start == NOT_YET ? context.time() : start;
            long due = begin + arrivals.at(number);
            Next<V> next = of.next(context);
            if (next instanceof Next.Do<V> some) {
                return due > context.time()
                        ? new Next.Wait<>(due, new Paced<>(arrivals, number, begin, of))
                        : new Next.Do<>(some.op(), new Paced<>(arrivals, number + 1, begin, some.then()));
            }
            return Wrapping.of(next, then -> new Paced<>(arrivals, number, begin, then));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new Paced<>(arrivals, number, start, of.update(context, happening));
        }
    }

    /** @param last when its last operation was done; {@code NOT_YET} before the first */
    record Apart<V>(Arrivals arrivals, long number, long last, Generator<V> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            long since = last == NOT_YET ? context.time() : last;
            long due = since + arrivals.at(number) - (number == 0 ? 0 : arrivals.at(number - 1));
            Next<V> next = of.next(context);
            if (next instanceof Next.Do<V> some) {
                return due > context.time()
                        ? new Next.Wait<>(due, new Apart<>(arrivals, number, since, of))
                        : new Next.Do<>(
                                some.op(),
                                new Apart<>(arrivals, number + 1, some.op().time(), some.then()));
            }
            return Wrapping.of(next, then -> new Apart<>(arrivals, number, since, then));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new Apart<>(arrivals, number, last, of.update(context, happening));
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
