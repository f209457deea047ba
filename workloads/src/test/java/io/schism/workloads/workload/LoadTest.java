package io.schism.workloads.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LoadTest {
    private static final long SEED = 42;
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final Recorder recorder = Recorder.inMemory();
    private final FakeStore store = new FakeStore();

    private static LoadSpec spec(String workload, double rate, int workers, boolean linearizable) {
        return new LoadSpec(Workloads.named(workload), List.of("E"), rate, workers, linearizable);
    }

    private Load start(Client client, LoadSpec... specs) {
        return Load.start(List.of(specs), SEED, recorder, Map.of("E", client));
    }

    private History run(LoadSpec spec, int operations) {
        try (Load load = start(store, spec)) {
            await().until(() -> load.tally().ok() >= operations);
            assertThat(load.stop()).isTrue();
        }
        return recorder.history();
    }

    @Test
    @DisplayName("MIX on a store that answers: a well-formed history, each line with id, region and class")
    void records() {
        History history = run(spec("mix", 2000, 4, true), 500);

        assertThat(history.calls()).hasSizeGreaterThanOrEqualTo(500).allSatisfy(call -> {
            assertThat(call.completion()).isPresent();
            List.of(call.invocation(), call.completion().orElseThrow()).forEach(line -> assertThat(line.attributes())
                    .containsKeys("op", "region", "class")
                    .containsEntry("region", "E")
                    .doesNotContainKey("linearizable"));
        });
        assertThat(history.calls().stream().map(call -> call.invocation().text("op")))
                .doesNotHaveDuplicates();
        assertThat(history.calls().stream()
                        .map(call -> call.invocation().text("class"))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("read", "insert", "write", "cas");
        assertThat(history.calls(Call::isOk).map(call -> call.completion().orElseThrow()))
                .allSatisfy(line -> assertThat(line.attributes()).containsKeys("node", "epoch", "pos"));
    }

    @Test
    @DisplayName("a read that is ok: its line carries the value seen")
    void recordsWhatAReadSaw() {
        History history = run(spec("cas", 500, 1, true), 100);

        List<Call> calls = history.calls();
        for (int i = 0; i + 1 < calls.size(); i += 2) {
            List<?> read = (List<?>) calls.get(i).completion().orElseThrow().value();
            List<?> cas = (List<?>) calls.get(i + 1).invocation().value();
            assertThat(cas.get(0)).isEqualTo(read.get(0));
            assertThat(((List<?>) cas.get(1)).get(0)).isEqualTo(read.get(1));
        }
        assertThat(history.calls()).allMatch(Call::isOk);
    }

    @Test
    @DisplayName("8 workers that take turns: each process inserts its own rows in their order, none skipped")
    void insertsInOrder() {
        run(spec("inserts", 2000, 8, true), 300);

        Map<Long, List<Long>> byProcess = store.requests().stream()
                .map(Request::key)
                .collect(Collectors.groupingBy(row -> row / Workload.NUMBERS - 1));
        assertThat(byProcess).containsOnlyKeys(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        byProcess.forEach((process, rows) -> assertThat(rows)
                .isEqualTo(LongStream.rangeClosed(1, rows.size())
                        .mapToObj(row -> Workload.NUMBERS * (process + 1) + row)
                        .toList()));
    }

    @Test
    @DisplayName("reads policy local: reads do not claim to be linearizable")
    void marksLocalReads() {
        History history = run(spec("reads", 1000, 2, false), 100);

        assertThat(history.calls()).allSatisfy(call -> {
            assertThat(call.invocation().attributes()).containsEntry("linearizable", false);
            assertThat(call.completion().orElseThrow().attributes()).containsEntry("linearizable", false);
        });
        assertThat(store.requests()).allMatch(request -> !((Request.Read) request).linearizable());
    }

    @Test
    @DisplayName("readers beside inserters that are never answered: they read the rows just sent")
    void readsUnconfirmedRows() {
        CountDownLatch end = new CountDownLatch(1);
        FakeStore silentOnWrites = new FakeStore() {
            @Override
            public Outcome perform(String op, Request request) {
                if (request instanceof Request.Write) {
                    hang(end);
                }
                return super.perform(op, request);
            }
        };
        try (Load load = start(silentOnWrites, spec("inserts", 100, 5, true), spec("reads", 500, 2, true))) {
            await().until(() -> silentOnWrites.requests().stream().anyMatch(r -> r.key() > Workload.HOT_KEYS));
            end.countDown();
        }
    }

    @Test
    @DisplayName("a service that never answers, 5 workers: 5 attempts, then late steps; no process goes on after info")
    void outage() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger underWay = new AtomicInteger();
        FakeStore silent = new FakeStore() {
            @Override
            public Outcome perform(String op, Request request) {
                underWay.incrementAndGet();
                hang(end);
                return new Outcome.Indeterminate("timeout");
            }
        };
        LoadSpec spec = spec("inserts", 200, 5, true);
        try (Load load = start(silent, spec)) {
            long sixthDue = dueAt(spec, 6).plusSeconds(1).toNanos();
            await().until(() -> underWay.get() == 5 && recorder.time() > sixthDue);
            assertThat(underWay).hasValue(5);
            end.countDown();
            await().until(() -> load.tally().late() > 0 && load.tally().indeterminate() >= 50);
            assertThat(recorder.history().calls().stream()
                            .map(call -> call.invocation().attributes().get("late")))
                    .as("a step that had to wait says for how long")
                    .anyMatch(late -> late instanceof Long nanos && nanos > 100_000_000);
            assertThat(load.tally().latest()).isGreaterThan(Duration.ofMillis(100));
        }

        Map<Long, Integer> invocations = new HashMap<>();
        recorder.history().calls().forEach(call -> {
            assertThat(call.isIndeterminate()).isTrue();
            invocations.merge(call.invocation().process(), 1, Integer::sum);
        });
        assertThat(invocations.values()).allMatch(count -> count == 1);
    }

    @Test
    @DisplayName(
            "a closed loop of 2 clients on a service that answers: each goes on as one process, none waits for a time")
    void closedLoop() {
        LoadSpec closed =
                new LoadSpec(Workloads.named("mix"), List.of("E"), 0, 1, true, new Pace.Even(), Popularity.EVEN, 2);
        History history = run(closed, 200);

        assertThat(history.calls().stream().map(call -> call.invocation().process()))
                .containsOnly(0L, 1L);
        assertThat(history.calls())
                .noneMatch(call -> call.invocation().attributes().containsKey("late"));
    }

    /** Slow at times, refuses every fifth call, and says nothing to each of that number. */
    private static FakeStore moody(int slowest, int silentTo) {
        AtomicInteger calls = new AtomicInteger();
        return new FakeStore() {
            @Override
            public Outcome perform(String op, Request request) {
                int call = calls.incrementAndGet();
                Pause.of(Duration.ofMillis(call % (slowest + 1)));
                if (call % silentTo == 0) {
                    return new Outcome.Indeterminate("timeout");
                }
                return call % 5 == 0 ? new Outcome.Fail("not-primary") : super.perform(op, request);
            }
        };
    }

    @ParameterizedTest(
            name = "{0}, one seed, two services: each process has the same invocations, as far as both runs got")
    @MethodSource
    void sameInvocations(String loop, List<LoadSpec> specs) {
        List<Map<Long, List<Object>>> runs = new ArrayList<>();
        for (FakeStore service : List.of(moody(0, 23), moody(3, 17))) {
            Recorder own = Recorder.inMemory();
            try (Load load = Load.start(specs, SEED, own, Map.of("E", service, "W", service))) {
                await().until(() -> load.tally().ok() >= 400);
                load.stop();
                load.finalReads("E", true, 4, AMPLE);
            }
            runs.add(byProcess(own.history()));
        }

        int workers = RegionLoad.of(specs, SEED).stream()
                .mapToInt(RegionLoad::workers)
                .sum();
        Set<Long> both = new TreeSet<>(runs.get(0).keySet());
        both.retainAll(runs.get(1).keySet());
        // Closing reads have numbers of their own: which keys there are to read, each run decides.
        both.removeIf(process -> process % (workers + 1) == workers);
        assertThat(both).as("processes, those that came after another too").hasSizeGreaterThan(workers);
        int compared = 0;
        for (long process : both) {
            List<Object> here = runs.get(0).get(process);
            List<Object> there = runs.get(1).get(process);
            int common = Math.min(here.size(), there.size());
            assertThat(here.subList(0, common)).as("process %d", process).isEqualTo(there.subList(0, common));
            compared += common;
        }
        assertThat(compared).isGreaterThan(100);
    }

    static List<Arguments> sameInvocations() {
        LoadSpec closed = new LoadSpec(
                Workloads.named("mix"), List.of("E", "W"), 0, 1, true, new Pace.Even(), Popularity.EVEN, 3);
        LoadSpec mix = new LoadSpec(Workloads.named("mix"), List.of("E", "W"), 400, 6, true);
        LoadSpec cas = new LoadSpec(Workloads.named("cas"), List.of("E"), 100, 3, true);
        return List.of(Arguments.of("a closed loop", List.of(closed)), Arguments.of("open loops", List.of(mix, cas)));
    }

    /** What each process did, without what only the moment knows. */
    private static Map<Long, List<Object>> byProcess(History history) {
        Map<Long, List<Object>> byProcess = new HashMap<>();
        history.calls().forEach(call -> {
            List<?> value = (List<?>) call.invocation().value();
            Object written = call.invocation().f().equals("write") ? value.get(1) : "";
            byProcess
                    .computeIfAbsent(call.invocation().process(), p -> new ArrayList<>())
                    .add(List.of(call.invocation().f(), value.get(0), written));
        });
        return byProcess;
    }

    @Test
    @DisplayName("a refusing service: the same process goes on")
    void goesOnAfterFail() {
        FakeStore refusing = new FakeStore() {
            @Override
            public Outcome perform(String op, Request request) {
                return new Outcome.Fail("not-primary");
            }
        };
        try (Load load = start(refusing, spec("inserts", 1000, 1, true))) {
            await().until(() -> load.tally().failed() >= 20);
        }

        List<Operation> lines = recorder.history().operations();
        assertThat(lines).allMatch(line -> line.process() == lines.get(0).process());
        assertThat(lines.get(1).attributes()).containsEntry("error", "not-primary");
    }

    @Test
    @DisplayName("a client that throws: the operation is indeterminate, the load goes on")
    void survivesABrokenClient() {
        FakeStore broken = new FakeStore() {
            @Override
            public Outcome perform(String op, Request request) {
                throw new IllegalStateException("pool shut down");
            }
        };
        try (Load load = start(broken, spec("inserts", 100, 1, true))) {
            await().until(() -> load.tally().indeterminate() >= 3);
        }
    }

    @Test
    @DisplayName("after the load, a service that refuses every second read: every key ever used is read ok once")
    void finalReads() {
        AtomicInteger reads = new AtomicInteger();
        FakeStore moody = new FakeStore() {
            @Override
            public Outcome perform(String op, Request request) {
                boolean refused = request instanceof Request.Read && reads.incrementAndGet() % 2 == 0;
                return refused ? new Outcome.Fail("starting") : super.perform(op, request);
            }
        };
        Load load = start(moody, spec("mix", 1000, 4, true));
        await().until(() -> load.tally().ok() >= 100);
        load.stop();
        int before = recorder.history().calls().size();

        assertThat(load.finalReads("E", true, 8, AMPLE)).isEmpty();

        List<Call> finals = new ArrayList<>(recorder.history().calls());
        List<Object> read = finals.subList(before, finals.size()).stream()
                .filter(Call::isOk)
                .map(call -> (Object) ((List<?>) call.invocation().value()).get(0))
                .toList();
        assertThat(read).doesNotHaveDuplicates().hasSameElementsAs(load.keysUsed());
    }

    @Test
    @DisplayName("after the load, a service that refuses every read: the keys left unread are told when the time is up")
    void finalReadsAreBounded() {
        FakeStore refusing = new FakeStore() {
            @Override
            public Outcome perform(String op, Request request) {
                return new Outcome.Fail("out");
            }
        };
        Load load = start(refusing, spec("inserts", 1000, 1, true));
        await().until(() -> load.tally().failed() >= 10);
        load.stop();
        Set<Long> keys = load.keysUsed();

        assertThat(load.finalReads("E", true, 4, Duration.ofMillis(200))).isEqualTo(keys);
    }

    private static Duration dueAt(LoadSpec spec, int step) {
        RegionLoad part = RegionLoad.of(List.of(spec), SEED).get(0);
        return Duration.ofNanos(WorkloadsTest.due(part, step).get(step - 1));
    }

    private static void hang(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
