package io.schism.workloads.generator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** Where operations come from, and what becomes of each by itself. */
final class Leaves {
    private Leaves() {}

    private static <V> Next<V> by(Context context, V value, Generator<V> now, Generator<V> then) {
        OptionalInt thread = context.anyFree();
        return thread.isEmpty()
                ? Next.waiting(now)
                : new Next.Do<>(new Op<>(context.time(), thread.getAsInt(), value), then);
    }

    record Values<V>(List<V> values, int at) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            return at == values.size() ? Next.done() : by(context, values.get(at), this, new Values<>(values, at + 1));
        }
    }

    record Numbered<V>(LongFunction<V> values, long number) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            return context.anyFree().isEmpty()
                    ? Next.waiting(this)
                    : by(context, values.apply(number), this, new Numbered<>(values, number + 1));
        }
    }

    /** Remembers what each thread was given, so that what happens is told in the words of the generator within. */
    record Mapped<V, W>(Function<? super V, ? extends W> change, Generator<V> of, Map<Integer, Op<V>> running)
            implements Generator<W> {
        @Override
        public Next<W> next(Context context) {
            Next<V> next = of.next(context);
            if (next instanceof Next.Do<V> some) {
                Map<Integer, Op<V>> more = new HashMap<>(running);
                more.put(some.op().thread(), some.op());
                return new Next.Do<>(some.op().map(change), new Mapped<>(change, some.then(), Map.copyOf(more)));
            }
            if (next instanceof Next.Wait<V> wait) {
                return new Next.Wait<>(wait.until(), new Mapped<>(change, wait.then(), running));
            }
            return Next.done();
        }

        @Override
        public Generator<W> update(Context context, Happening<W> happening) {
            int thread = happening.op().thread();
            Op<V> original = running.get(thread);
            if (original == null) {
                return this;
            }
            Map<Integer, Op<V>> left = new HashMap<>(running);
            if (happening.what() != Happening.What.INVOKED) {
                left.remove(thread);
            }
            return new Mapped<>(
                    change, of.update(context, new Happening<>(original, happening.what())), Map.copyOf(left));
        }
    }

    record Filtered<V>(Predicate<? super V> wanted, Generator<V> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            Next<V> next = of.next(context);
            while (next instanceof Next.Do<V> some && !wanted.test(some.op().value())) {
                next = some.then().next(context);
            }
            return Wrapping.of(next, then -> new Filtered<>(wanted, then));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new Filtered<>(wanted, of.update(context, happening));
        }
    }

    record Traced<V>(BiConsumer<Context, Next<V>> listener, Generator<V> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            Next<V> next = of.next(context);
            listener.accept(context, next);
            return Wrapping.of(next, then -> new Traced<>(listener, then));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return new Traced<>(listener, of.update(context, happening));
        }
    }
}
