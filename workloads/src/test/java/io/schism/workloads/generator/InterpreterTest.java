package io.schism.workloads.generator;

import static io.schism.workloads.generator.Generators.any;
import static io.schism.workloads.generator.Generators.clients;
import static io.schism.workloads.generator.Generators.eachThread;
import static io.schism.workloads.generator.Generators.limit;
import static io.schism.workloads.generator.Generators.mix;
import static io.schism.workloads.generator.Generators.nemesis;
import static io.schism.workloads.generator.Generators.numbered;
import static io.schism.workloads.generator.Generators.of;
import static io.schism.workloads.generator.Generators.paced;
import static io.schism.workloads.generator.Generators.phases;
import static io.schism.workloads.generator.Generators.stagger;
import static io.schism.workloads.generator.Generators.synchronise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import io.schism.workloads.generator.Happening.What;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterpreterTest {
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    private What note(long process, Object operation) {
        done.add(process + " " + operation);
        return What.OK;
    }

    @Test
    void every_client_goes_through_its_own_and_the_nemesis_through_its_own() throws InterruptedException {
        Interpreter.run(any(clients(eachThread(of("a", "b"))), nemesis(of("cut", "heal"))), 3, this::note);

        assertThat(done)
                .containsExactlyInAnyOrder("0 a", "0 b", "1 a", "1 b", "2 a", "2 b", "-1 cut", "-1 heal")
                .containsSubsequence("1 a", "1 b")
                .containsSubsequence("-1 cut", "-1 heal");
    }

    @Test
    void an_assertion_that_fails_in_an_operation_ends_the_whole() {
        assertThatThrownBy(() -> Interpreter.run(clients(of("a", "b")), 1, (process, operation) -> {
                    throw new AssertionError("not " + operation);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("not a");
    }

    @Test
    void threads_do_their_operations_at_the_same_time() throws InterruptedException {
        CyclicBarrier together = new CyclicBarrier(4);
        Interpreter.run(clients(limit(8, numbered(Long::valueOf))), 4, (process, operation) -> {
            try {
                together.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                return What.FAILED;
            }
            return note(process, operation);
        });

        assertThat(done).hasSize(8);
    }

    @Test
    void a_phase_begins_once_everybody_is_done_with_the_one_before() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(2);
        Interpreter.run(clients(phases(of("slow", "quick", "quick"), of("after"))), 2, (process, operation) -> {
            if (operation.equals("slow")) {
                await(slow);
            }
            What ended = note(process, operation);
            slow.countDown();
            return ended;
        });

        assertThat(done).hasSize(4).last().asString().endsWith("after");
        assertThat(done.get(2)).endsWith("slow");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void after_an_indeterminate_operation_and_after_one_that_threw_a_thread_is_another_process()
            throws InterruptedException {
        Set<Long> processes = ConcurrentHashMap.newKeySet();
        Interpreter.run(clients(limit(5, numbered(Long::valueOf))), 1, (process, operation) -> {
            processes.add(process);
            if (operation == 3) {
                throw new IllegalStateException("the client broke");
            }
            return operation == 1 ? What.INDETERMINATE : What.FAILED;
        });

        assertThat(processes).containsExactlyInAnyOrder(0L, 1L, 2L);
    }

    @Test
    void nothing_is_done_before_it_is_due() throws InterruptedException {
        List<Long> times = new ArrayList<>();
        long start = System.nanoTime();
        Interpreter.run(
                clients(limit(4, paced(number -> 20_000_000 * (number + 1), numbered(Long::valueOf)))),
                1,
                (process, operation) -> {
                    times.add(System.nanoTime() - start);
                    return What.OK;
                });

        for (int i = 0; i < 4; i++) {
            assertThat(times.get(i)).isGreaterThanOrEqualTo(20_000_000L * (i + 1));
        }
    }

    @Test
    void a_recorded_run_of_a_register_by_five_clients_is_linearizable() throws InterruptedException {
        Recorder recorder = Recorder.inMemory();
        AtomicLong register = new AtomicLong();
        Interpreter.run(
                clients(limit(300, stagger(7, 1_000_000, mix(3, numbered(n -> 0L), numbered(n -> n + 1))))),
                5,
                (process, value) -> {
                    if (value == 0) {
                        Operation read = recorder.invoke(process, "read", null, Map.of());
                        recorder.ok(read, register.get());
                    } else {
                        Operation write = recorder.invoke(process, "write", value, Map.of());
                        register.set(value);
                        recorder.ok(write);
                    }
                    return What.OK;
                });

        assertThat(recorder.history().calls()).hasSize(300);
        assertThat(Linearizability.of(Models.named("register"))
                        .initial(0L)
                        .check(recorder.history())
                        .validity())
                .isEqualTo(Validity.VALID);
    }

    @Test
    void a_generator_that_waits_for_what_cannot_come_is_told() {
        Generator<String> never = context -> Next.waiting(synchronise(of("x")));
        Generator<String> waits = context -> Next.waiting(never);

        assertThatThrownBy(() -> Interpreter.run(waits, 2, this::note))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the generator waits for an event, and nothing is under way");
        assertThatThrownBy(() -> Interpreter.run(of("a"), 0, this::note)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_interrupt_ends_it_and_those_that_perform() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread run = new Thread(() -> {
            try {
                Interpreter.run(clients(of("long")), 1, (process, operation) -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return What.INDETERMINATE;
                });
            } catch (InterruptedException e) {
                ended.countDown();
            }
        });
        run.start();
        await(begun);
        run.interrupt();

        await(ended);
        await(interrupted);
        run.join();
    }
}
