package io.schism.workloads.generator;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** Who does what. */
final class Threads {
    private Threads() {}

    record OnThreads<V>(IntPredicate threads, Generator<V> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            return Wrapping.of(of.next(context.of(threads)), then -> new OnThreads<>(threads, then));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            return threads.test(happening.op().thread())
                    ? new OnThreads<>(threads, of.update(context.of(threads), happening))
                    : this;
        }
    }

    /** Who a thread counts as. */
    interface Identity {
        long of(Context context, int thread);
    }

    /** A generator of its own for each identity; those not yet asked are as at the beginning. */
    record Each<V>(Generator<V> fresh, Map<Long, Generator<V>> of, Identity identity) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            long until = Next.AN_EVENT;
            boolean isDone = true;
            Next.Do<V> chosen = null;
            Each<V> waited = this;
            for (int thread : context.threads()) {
                Next<V> next = generator(context, thread).next(context.of(t -> t == thread));
                isDone &= next instanceof Next.Done;
                if (next instanceof Next.Do<V> some
                        && (chosen == null || some.op().time() < chosen.op().time())) {
                    chosen = some;
                } else if (next instanceof Next.Wait<V> wait) {
                    until = Math.min(until, wait.until());
                    waited = waited.with(context, thread, wait.then());
                }
            }
            if (chosen != null) {
                return new Next.Do<>(
                        chosen.op(), waited.with(context, chosen.op().thread(), chosen.then()));
            }
            return isDone ? Next.done() : new Next.Wait<>(until, waited);
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            int thread = happening.op().thread();
            Generator<V> changed = generator(context, thread).update(context.of(t -> t == thread), happening);
            return with(context, thread, changed);
        }

        private Generator<V> generator(Context context, int thread) {
            return of.getOrDefault(identity.of(context, thread), fresh);
        }

        private Each<V> with(Context context, int thread, Generator<V> changed) {
            Map<Long, Generator<V>> more = new TreeMap<>(of);
            more.put(identity.of(context, thread), changed);
            return new Each<>(fresh, Collections.unmodifiableMap(more), identity);
        }
    }

    /** Groups of client threads, each at work on the first of the rest that nobody has taken; of equals the first is asked first. */
    record Groups<V>(int size, List<Generator<V>> rest, Map<Integer, Generator<V>> of) implements Generator<V> {
        @Override
        public Next<V> next(Context context) {
            Groups<V> staffed = staffed(context);
            long until = Next.AN_EVENT;
            Next.Do<V> chosen = null;
            int by = -1;
            Groups<V> waited = staffed;
            for (Map.Entry<Integer, Generator<V>> group : staffed.of.entrySet()) {
                Next<V> next = group.getValue().next(context.of(threads(group.getKey())));
                if (next instanceof Next.Do<V> some
                        && (chosen == null || some.op().time() < chosen.op().time())) {
                    chosen = some;
                    by = group.getKey();
                } else if (next instanceof Next.Wait<V> wait) {
                    until = Math.min(until, wait.until());
                    waited = waited.with(group.getKey(), wait.then());
                }
            }
            if (chosen != null) {
                return new Next.Do<>(chosen.op(), waited.with(by, chosen.then()));
            }
            return staffed.of.isEmpty() ? Next.done() : new Next.Wait<>(until, waited);
        }

        /** Every group that is done has the next one of the rest, as long as there is any. */
        private Groups<V> staffed(Context context) {
            Map<Integer, Generator<V>> busy = new TreeMap<>(of);
            int taken = 0;
            for (int thread : context.threads()) {
                int group = Math.floorDiv(thread, size);
                if (thread < 0 || thread % size != 0) {
                    continue;
                }
                Context ofGroup = context.of(threads(group));
                Generator<V> at = busy.get(group);
                while ((at == null || at.next(ofGroup) instanceof Next.Done) && taken < rest.size()) {
                    at = rest.get(taken++);
                }
                if (at == null || at.next(ofGroup) instanceof Next.Done) {
                    busy.remove(group);
                } else {
                    busy.put(group, at);
                }
            }
            return new Groups<>(size, rest.subList(taken, rest.size()), Collections.unmodifiableMap(busy));
        }

        private IntPredicate threads(int group) {
            return thread -> thread >= 0 && thread / size == group;
        }

        private Groups<V> with(int group, Generator<V> changed) {
            Map<Integer, Generator<V>> more = new TreeMap<>(of);
            more.put(group, changed);
            return new Groups<>(size, rest, Collections.unmodifiableMap(more));
        }

        @Override
        public Generator<V> update(Context context, Happening<V> happening) {
            int group = Math.floorDiv(happening.op().thread(), size);
            Generator<V> at = of.get(group);
            return at == null ? this : with(group, at.update(context.of(threads(group)), happening));
        }
    }
}
