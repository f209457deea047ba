package io.schism.histories.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.schism.histories.edn.Keyword;
import io.schism.histories.edn.RandomValues;
import io.schism.histories.history.History.MalformedHistory;
import io.schism.histories.history.Operation.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A history keeps columns, and gives back what was put in. */
class HistoryTest {
    private static final int[] LENGTHS = {0, 1, 7, 1023, 1024, 1025, 5000};

    /** Operations of every kind, and the calls that they make; {@code step} is how far numbers lie apart. */
    private static final class Plain {
        final List<Operation> operations = new ArrayList<>();
        final List<Call> calls = new ArrayList<>();
        final List<Integer> invokedAt = new ArrayList<>();
        final List<Integer> completedAt = new ArrayList<>();
        private final Map<Long, Integer> open = new LinkedHashMap<>();
        private final Random random;
        private final RandomValues values;

        Plain(long seed, int length) {
            random = new Random(seed);
            values = new RandomValues(seed);
            while (operations.size() < length) {
                add();
            }
        }

        private void add() {
            int kind = random.nextInt(10);
            if (kind == 0) {
                operations.add(operation(Operation.NEMESIS, Type.INFO, "cut"));
            } else if (kind == 1) {
                operations.add(operation(Operation.OBSERVER, Type.INFO, "role" + random.nextInt(9)));
            } else if (kind < 6 || open.isEmpty()) {
                invoke();
            } else {
                complete();
            }
        }

        private void invoke() {
            long process = random.nextInt(4) == 0 ? random.nextLong() >>> 1 : random.nextInt(300);
            if (open.putIfAbsent(process, calls.size()) == null) {
                Operation invocation = operation(process, Type.INVOKE, "f" + random.nextInt(7));
                invokedAt.add(operations.size());
                completedAt.add(-1);
                operations.add(invocation);
                calls.add(new Call(invocation, null));
            }
        }

        private void complete() {
            List<Long> processes = List.copyOf(open.keySet());
            long process = processes.get(random.nextInt(processes.size()));
            int call = open.remove(process);
            Operation invocation = calls.get(call).invocation();
            Operation completion = operation(process, Type.values()[1 + random.nextInt(3)], invocation.f());
            Operation kept = random.nextBoolean() ? completion.withValue(invocation.value()) : completion;
            completedAt.set(call, operations.size());
            operations.add(kept);
            calls.set(call, new Call(invocation, kept));
        }

        /** Long stretches in which numbers lie close to each other, and some in which they do not. */
        private Operation operation(long process, Type type, String f) {
            int place = operations.size();
            long index = operations.isEmpty() ? 0 : operations.get(place - 1).index() + 1;
            long gap = place / 1024 % 2 == 0 ? 0 : random.nextInt(3);
            long time =
                    switch (place / 1024) {
                        case 0 -> place;
                        case 1 -> random.nextInt(60_000);
                        case 2 -> random.nextLong();
                        case 3 -> -1;
                        default -> 1L << (place % 63);
                    };
            return new Operation(index + gap, time, process, type, f, values.value(), attributes());
        }

        private Map<String, Object> attributes() {
            Map<String, Object> attributes = new LinkedHashMap<>();
            for (int left = random.nextInt(4) - 1; left > 0; left--) {
                attributes.put("a" + random.nextInt(6), values.value());
            }
            return attributes;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_is_put_in_comes_out(long seed) {
        for (int length : LENGTHS) {
            Plain plain = new Plain(seed, length);
            History history = History.of(plain.operations);

            assertThat(history.operations()).isEqualTo(plain.operations).hasSameSizeAs(plain.operations);
            assertThat(history.calls()).isEqualTo(plain.calls);
            for (int call = 0; call < plain.calls.size(); call++) {
                assertThat(history.invokedAt(call)).isEqualTo(plain.invokedAt.get(call));
                assertThat(history.completedAt(call)).isEqualTo(plain.completedAt.get(call));
            }
        }
    }

    @Test
    void one_component_is_that_of_the_operation() {
        Plain plain = new Plain(4, 3000);
        History history = History.of(plain.operations);

        for (int place = 0; place < plain.operations.size(); place++) {
            Operation operation = plain.operations.get(place);
            assertThat(history.process(place)).isEqualTo(operation.process());
            assertThat(history.type(place)).isEqualTo(operation.type());
            assertThat(history.f(place)).isEqualTo(operation.f());
            assertThat(history.value(place)).isEqualTo(operation.value());
            for (String name : List.of("a0", "a1", "a5", "b")) {
                assertThat(history.attribute(place, name))
                        .isEqualTo(operation.attributes().get(name));
            }
        }
    }

    @Test
    void the_order_of_attributes_is_kept() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (String name : List.of("z", "a", "m", "b")) {
            attributes.put(name, null);
        }
        Operation operation = new Operation(0, 0, 0, Type.INVOKE, "read", null, attributes);

        assertThat(History.of(List.of(operation))
                        .operations()
                        .get(0)
                        .attributes()
                        .keySet())
                .containsExactly("z", "a", "m", "b");
    }

    @Test
    void nemesis_and_observers_are_found() {
        Plain plain = new Plain(5, 3000);
        History history = History.of(plain.operations);

        assertThat(history.nemesis())
                .containsExactlyElementsOf(plain.operations.stream()
                        .filter(o -> o.process() == Operation.NEMESIS)
                        .toList());
        assertThat(history.observed("role3"))
                .isNotEmpty()
                .containsExactlyElementsOf(plain.operations.stream()
                        .filter(o -> o.f().equals("role3"))
                        .toList());
    }

    @Test
    void a_completion_holds_the_very_value_that_its_invocation_holds() {
        History history = History.of(List.of(
                line(0, 0, Type.INVOKE, "write", Arrays.asList("k", new ArrayList<>(List.of(1000L, "v")))),
                line(1, 0, Type.OK, "write", Arrays.asList("k", new ArrayList<>(List.of(1000L, "v"))))));

        assertThat(history.value(1)).isSameAs(history.value(0));
    }

    @Test
    void sets_in_another_order_stay_as_they_are() {
        Set<Object> one = new LinkedHashSet<>(List.of(1L, 2L));
        Set<Object> other = new LinkedHashSet<>(List.of(2L, 1L));
        History history = History.of(
                List.of(line(0, 0, Type.INVOKE, "write", List.of(one)), line(1, 0, Type.OK, "write", List.of(other))));

        assertThat(history.value(1)).hasToString("[[2, 1]]");
    }

    @Test
    void a_process_that_invokes_twice() {
        assertThatThrownBy(() -> of(Type.INVOKE, Type.INVOKE))
                .hasMessage("process 7 invokes while its invocation of index 0 is open");
    }

    @Test
    void an_operation_that_completes_twice() {
        MalformedHistory broken =
                catchThrowableOfType(MalformedHistory.class, () -> of(Type.INVOKE, Type.OK, Type.INFO));

        assertThat(broken).hasMessage("process 7 completes again what it completed at index 1");
        assertThat(broken.operation().index()).isEqualTo(2);
    }

    @Test
    void an_operation_that_completes_without_invocation() {
        assertThatThrownBy(() -> of(Type.FAIL)).hasMessage("process 7 completes what it has not invoked");
    }

    @Test
    void an_operation_that_completes_as_another() {
        assertThatThrownBy(() ->
                        History.of(List.of(line(0, 7, Type.INVOKE, "read", null), line(1, 7, Type.OK, "write", null))))
                .hasMessage("process 7 invoked :read and completes :write");
    }

    @Test
    void each_key_is_what_it_is_alone() {
        History history = History.of(List.of(
                line(0, 0, Type.INVOKE, "write", List.of("x", 1L)),
                line(1, 1, Type.INVOKE, "write", Arrays.asList(null, 2L)),
                line(2, 2, Type.INVOKE, "write", Keyword.of("keyless")),
                line(3, 1, Type.INFO, "write", Keyword.of("timed-out")),
                line(4, 2, Type.OK, "write", List.of("x", 3L)),
                line(5, 0, Type.OK, "write", List.of("x", 1L))));

        assertThat(history.byKey().keySet()).containsExactly("x", null);
        history.byKey().forEach((key, alone) -> assertThat(alone.operations())
                .isEqualTo(history.forKey(key).operations()));
        assertThat(history.forKey("x").operations())
                .containsExactly(line(0, 0, Type.INVOKE, "write", 1L), line(5, 0, Type.OK, "write", 1L));
        assertThat(history.forKey(null).operations())
                .containsExactly(line(1, 1, Type.INVOKE, "write", 2L), line(3, 1, Type.INFO, "write", null));
        assertThat(history.forKey("y").operations()).isEmpty();
    }

    private static History of(Type... types) {
        List<Operation> operations = new ArrayList<>();
        for (Type type : types) {
            operations.add(line(operations.size(), 7, type, "read", null));
        }
        return History.of(operations);
    }

    private static Operation line(long index, long process, Type type, String f, Object value) {
        return new Operation(index, -1, process, type, f, value, Map.of());
    }
}
