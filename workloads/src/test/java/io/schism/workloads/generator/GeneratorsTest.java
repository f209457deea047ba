package io.schism.workloads.generator;

import static io.schism.workloads.generator.Generators.any;
import static io.schism.workloads.generator.Generators.clients;
import static io.schism.workloads.generator.Generators.concat;
import static io.schism.workloads.generator.Generators.concurrentKeys;
import static io.schism.workloads.generator.Generators.cycle;
import static io.schism.workloads.generator.Generators.delay;
import static io.schism.workloads.generator.Generators.eachProcess;
import static io.schism.workloads.generator.Generators.eachThread;
import static io.schism.workloads.generator.Generators.filter;
import static io.schism.workloads.generator.Generators.flipFlop;
import static io.schism.workloads.generator.Generators.limit;
import static io.schism.workloads.generator.Generators.map;
import static io.schism.workloads.generator.Generators.mix;
import static io.schism.workloads.generator.Generators.nemesis;
import static io.schism.workloads.generator.Generators.numbered;
import static io.schism.workloads.generator.Generators.of;
import static io.schism.workloads.generator.Generators.onThreads;
import static io.schism.workloads.generator.Generators.once;
import static io.schism.workloads.generator.Generators.paced;
import static io.schism.workloads.generator.Generators.phases;
import static io.schism.workloads.generator.Generators.processLimit;
import static io.schism.workloads.generator.Generators.repeat;
import static io.schism.workloads.generator.Generators.reserve;
import static io.schism.workloads.generator.Generators.sequentialKeys;
import static io.schism.workloads.generator.Generators.sleep;
import static io.schism.workloads.generator.Generators.stagger;
import static io.schism.workloads.generator.Generators.synchronise;
import static io.schism.workloads.generator.Generators.then;
import static io.schism.workloads.generator.Generators.timeLimit;
import static io.schism.workloads.generator.Generators.trace;
import static io.schism.workloads.generator.Generators.untilOk;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.workloads.generator.Happening.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What generators do on two clients and a nemesis whose operations take 10 ns each and end ok, unless a test says otherwise. */
class GeneratorsTest {
    private static final long TAKES = 10;

    private record Running(Op<?> op, long ends) {}

    /** A simulated load: the operations as they are done, until there are no more or so many. */
    private static <V> List<Op<V>> simulate(int most, Generator<V> generator, Function<Op<V>, What> ending) {
        List<Op<V>> done = new ArrayList<>();
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingLong(Running::ends));
        Map<Integer, Long> processes = new TreeMap<>(Map.of(Context.NEMESIS, -1L, 0, 0L, 1, 1L));
        TreeSet<Integer> free = new TreeSet<>(processes.keySet());
        long time = 0;
        Generator<V> now = generator;
        while (done.size() < most) {
            Context context = new Context(time, processes, free);
            Next<V> next = now.next(context);
            long until = Long.MAX_VALUE;
            if (next instanceof Next.Do<V> some) {
                until = some.op().time();
            } else if (next instanceof Next.Wait<V> wait) {
                until = wait.until();
            }
            Running first = running.peek();
            if (first != null && first.ends() <= until) {
                running.remove();
                time = Math.max(time, first.ends());
                @SuppressWarnings("unchecked")
                Op<V> op = (Op<V>) first.op();
                free.add(op.thread());
                What what = ending.apply(op);
                if (what == What.INDETERMINATE) {
                    processes.put(op.thread(), processes.get(op.thread()) + 2);
                }
                now = now.update(new Context(time, processes, free), new Happening<>(op, what));
            } else if (next instanceof Next.Do<V> some) {
                time = Math.max(time, until);
                done.add(some.op());
                free.remove(some.op().thread());
                running.add(new Running(some.op(), time + TAKES));
                now = some.then().update(new Context(time, processes, free), new Happening<>(some.op(), What.INVOKED));
            } else if (next instanceof Next.Wait<V> wait && until < Long.MAX_VALUE) {
                time = until;
                now = wait.then();
            } else {
                return done;
            }
        }
        return done;
    }

    private static <V> List<V> values(Generator<V> generator) {
        return simulate(100, clients(generator), op -> What.OK).stream()
                .map(Op::value)
                .toList();
    }

    private static <V> List<Long> times(int most, Generator<V> generator) {
        return simulate(most, clients(generator), op -> What.OK).stream()
                .map(Op::time)
                .toList();
    }

    private static Generator<Long> count() {
        return numbered(Long::valueOf);
    }

    @Test
    void of_map_filter_and_trace() {
        List<Next<Long>> traced = new ArrayList<>();
        assertThat(values(of("a", "b"))).containsExactly("a", "b");
        assertThat(values(map(n -> n * 2, limit(3, count())))).containsExactly(0L, 2L, 4L);
        assertThat(values(limit(3, filter(n -> n % 2 == 1, count())))).containsExactly(1L, 3L, 5L);
        assertThat(values(trace((context, next) -> traced.add(next), limit(2, count()))))
                .hasSize(2);
        assertThat(traced).hasSizeGreaterThan(2).last().isInstanceOf(Next.Done.class);
    }

    @Test
    void any_does_what_is_due_first() {
        assertThat(simulate(
                                4,
                                clients(any(
                                        delay(100, of("late", "late", "late")), delay(30, of("soon", "soon", "soon")))),
                                op -> What.OK)
                        .stream()
                        .map(op -> op.value() + op.time()))
                .containsExactly("late0", "soon0", "soon30", "soon60");
    }

    @Test
    void concat_flip_flop_mix_and_cycle() {
        assertThat(values(concat(of(1, 2), of(3)))).containsExactly(1, 2, 3);
        assertThat(values(flipFlop(of("a", "a", "a"), of("b", "b")))).containsExactly("a", "b", "a", "b", "a");
        assertThat(values(mix(5, of("a", "a", "a"), of("b", "b", "b"))))
                .containsExactlyInAnyOrder("a", "a", "a", "b", "b", "b")
                .isEqualTo(values(mix(5, of("a", "a", "a"), of("b", "b", "b"))));
        assertThat(values(cycle(2, of(1, 2)))).containsExactly(1, 2, 1, 2);
        assertThat(values(limit(5, cycle(of(1, 2))))).containsExactly(1, 2, 1, 2, 1);
        assertThat(values(cycle(of()))).isEmpty();
    }

    @Test
    void limit_once_and_repeat() {
        assertThat(values(limit(2, of(1, 2, 3)))).containsExactly(1, 2);
        assertThat(values(once(of(1, 2)))).containsExactly(1);
        assertThat(values(limit(3, repeat(of(7, 8))))).containsExactly(7, 7, 7);
    }

    @Test
    void clients_nemesis_and_reserve_keep_to_their_threads() {
        List<Op<String>> both =
                simulate(100, any(clients(of("read", "read", "read")), nemesis(of("cut"))), op -> What.OK);
        assertThat(both).filteredOn(op -> op.value().equals("cut")).allMatch(op -> op.thread() == Context.NEMESIS);
        assertThat(both).filteredOn(op -> op.value().equals("read")).hasSize(3).allMatch(op -> op.thread() >= 0);
        assertThat(simulate(100, reserve(1, of("w", "w"), of("r", "r")), op -> What.OK))
                .allMatch(op -> op.thread() == (op.value().equals("w") ? 0 : 1))
                .hasSize(4);
        Context six = new Context(
                0,
                LongStream.range(0, 6).boxed().collect(Collectors.toMap(Long::intValue, n -> n)),
                new TreeSet<>(List.of(0, 1, 2, 3, 4, 5)));
        Generator<String> now = reserve(2, cycle(of("a")), reserve(3, cycle(of("b")), cycle(of("c"))));
        StringBuilder byThread = new StringBuilder();
        for (int thread = 0; thread < 6; thread++) {
            int only = thread;
            Context one = new Context(0, six.processes(), new TreeSet<>(List.of(only)));
            byThread.append(((Next.Do<String>) now.next(one)).op().value());
        }
        assertThat(byThread).as("two, three, and one of six").hasToString("aabbbc");
    }

    @Test
    void each_thread_goes_through_all_of_it_and_each_process_begins_anew() {
        assertThat(simulate(100, clients(eachThread(of("a", "b"))), op -> What.OK))
                .filteredOn(op -> op.thread() == 1)
                .extracting(Op::value)
                .containsExactly("a", "b");
        List<Op<String>> restarted = simulate(
                6, clients(eachProcess(of("a", "b"))), op -> op.value().equals("a") ? What.INDETERMINATE : What.OK);
        assertThat(restarted).extracting(Op::value).containsOnly("a");
    }

    @Test
    void process_limit_time_limit_and_until_ok() {
        assertThat(simulate(100, clients(processLimit(3, count())), op -> What.INDETERMINATE))
                .hasSize(3);
        assertThat(times(100, timeLimit(50, delay(20, count())))).containsExactly(0L, 20L, 40L);
        assertThat(simulate(100, clients(untilOk(count())), op -> op.value() < 3 ? What.FAILED : What.OK))
                .extracting(Op::value)
                .startsWith(0L, 1L, 2L, 3L)
                .hasSizeLessThan(6);
    }

    @Test
    void delay_sleep_and_stagger_tell_the_time() {
        assertThat(times(3, delay(25, count()))).containsExactly(0L, 25L, 50L);
        assertThat(times(1, concat(sleep(500), count()))).containsExactly(500L);
        List<Long> staggered = times(1000, stagger(3, 100, count()));
        assertThat(staggered).isSorted().isEqualTo(times(1000, stagger(3, 100, count())));
        assertThat(staggered.get(999) / 1000.0).isBetween(90.0, 110.0);
    }

    @Test
    void what_is_not_due_yet_keeps_its_time_while_others_act() {
        assertThat(simulate(
                        12,
                        clients(any(delay(20, count()), paced(number -> 95 + 100 * number, numbered(n -> -1L)))),
                        op -> What.OK))
                .filteredOn(op -> op.value() < 0)
                .extracting(Op::time)
                .containsExactly(95L, 195L);
        assertThat(simulate(
                        12, clients(eachThread(paced(number -> 35 + 30 * number, numbered(n -> -1L)))), op -> What.OK))
                .filteredOn(op -> op.thread() == 1)
                .extracting(Op::time)
                .containsExactly(35L, 65L, 95L, 125L, 155L, 185L);
    }

    @Test
    void each_thread_and_each_key_sleeps_once_and_goes_on() {
        assertThat(simulate(2, clients(eachThread(concat(sleep(1000), of("x")))), op -> What.OK))
                .extracting(Op::time)
                .containsExactly(1000L, 1000L);
        assertThat(simulate(
                        2,
                        clients(concurrentKeys(1, List.of("x", "y"), key -> concat(sleep(1000), of(1)))),
                        op -> What.OK))
                .extracting(Op::time)
                .containsExactly(1000L, 1000L);
    }

    @Test
    void paced_catches_up_with_what_was_held_up_and_delay_never_does() {
        // One thread whose operations take ten: those that were due meanwhile come one after the other, or five later.
        assertThat(simulate(4, onThreads(thread -> thread == 0, paced(number -> number * 5, count())), op -> What.OK))
                .extracting(Op::time)
                .containsExactly(0L, 10L, 20L, 30L);
        assertThat(simulate(4, any(nemesis(concat(sleep(7), of(-1L))), delay(5, count())), op -> What.OK))
                .filteredOn(op -> op.value() >= 0)
                .extracting(Op::time)
                .containsExactly(0L, 5L, 10L);
        Generator<Long> paced = held(paced(number -> number * 5, count()));
        Generator<Long> delayed = held(delay(5, count()));
        assertThat(at(100, paced)).as("the second was due at 5").isInstanceOf(Next.Do.class);
        assertThat(at(100, delayed)).isInstanceOf(Next.Do.class);
        assertThat(at(100, ((Next.Do<Long>) at(100, paced)).then())).isInstanceOf(Next.Do.class);
        assertThat(at(100, ((Next.Do<Long>) at(100, delayed)).then()))
                .isInstanceOfSatisfying(
                        Next.Wait.class, wait -> assertThat(wait.until()).isEqualTo(105));
    }

    /** After its first operation, at 0. */
    private static Generator<Long> held(Generator<Long> generator) {
        return ((Next.Do<Long>) at(0, generator)).then();
    }

    private static Next<Long> at(long time, Generator<Long> generator) {
        return generator.next(new Context(time, Map.of(0, 0L), new TreeSet<>(List.of(0))));
    }

    @Test
    void until_ok_looks_at_its_own_operations_alone() {
        assertThat(simulate(
                                20,
                                any(
                                        onThreads(thread -> thread == 0, limit(3, numbered(n -> "other"))),
                                        onThreads(thread -> thread == 1, untilOk(numbered(n -> "own" + n)))),
                                op -> op.value().equals("own5") || op.value().equals("other") ? What.OK : What.FAILED)
                        .stream()
                        .map(Op::value)
                        .filter(value -> value.startsWith("own")))
                .containsExactly("own0", "own1", "own2", "own3", "own4", "own5");
        Generator<String> mapped = map(n -> "own" + n, untilOk(count()));
        assertThat(simulate(
                                40,
                                onThreads(thread -> thread == 0, mix(4, mapped, limit(9, numbered(n -> "x")))),
                                op -> op.value().startsWith("own") ? What.FAILED : What.OK)
                        .stream()
                        .map(Op::value)
                        .filter(value -> value.startsWith("own")))
                .as("another's success on the thread that was its own before")
                .hasSize(31);
    }

    @Test
    void synchronise_phases_and_then_wait_until_nobody_has_anything_to_do() {
        List<Op<String>> phased = simulate(100, clients(phases(of("a", "a", "a"), of("b"))), op -> What.OK);
        assertThat(phased).extracting(Op::value).containsExactly("a", "a", "a", "b");
        assertThat(phased.get(3).time()).as("after the third has ended").isEqualTo(20);
        assertThat(times(2, then(of(1), of(2)))).containsExactly(0L, 10L);
        assertThat(times(2, concat(of(1), synchronise(of(2))))).containsExactly(0L, 10L);
    }

    @Test
    void independent_keys_one_after_the_other_and_by_groups_of_threads() {
        assertThat(values(sequentialKeys(List.of("x", "y"), key -> of(1, 2))))
                .containsExactly(
                        new Generators.Keyed<>("x", 1),
                        new Generators.Keyed<>("x", 2),
                        new Generators.Keyed<>("y", 1),
                        new Generators.Keyed<>("y", 2));
        List<Op<Generators.Keyed<String, Integer>>> grouped =
                simulate(100, clients(concurrentKeys(1, List.of("x", "y", "z"), key -> of(1, 2))), op -> What.OK);
        assertThat(grouped).hasSize(6);
        assertThat(grouped.stream().filter(op -> op.value().key().equals("x")).map(Op::thread))
                .containsOnly(0);
        assertThat(grouped.stream().filter(op -> op.value().key().equals("y")).map(Op::thread))
                .containsOnly(1);
    }

    @Test
    void asking_changes_nothing() {
        Generator<Long> generator = clients(mix(1, stagger(2, 50, count()), map(n -> -n, count())));
        assertThat(simulate(200, generator, op -> What.OK)).isEqualTo(simulate(200, generator, op -> What.OK));
    }

    @Test
    void arrivals_have_the_rate_that_they_say() {
        assertThat(LongStream.range(0, 4).map(Arrivals.constant(4)::at))
                .containsExactly(0L, 250_000_000L, 500_000_000L, 750_000_000L);
        assertThat(Arrivals.poisson(1, 100).at(9_999) / 1e9).isBetween(97.0, 103.0);
        Arrivals ramp = Arrivals.ramp(0, 10, Duration.ofSeconds(10));
        assertThat(ramp.at(50)).as("half the rate for ten seconds").isEqualTo(10_000_000_000L);
        assertThat(ramp.at(60)).isEqualTo(11_000_000_000L);
        Arrivals burst = Arrivals.burst(2, Duration.ofSeconds(1), Duration.ofSeconds(4));
        assertThat(burst.at(9)).isEqualTo(900_000_000L);
        assertThat(burst.at(10)).as("the second burst").isEqualTo(5_000_000_000L);
    }
}
