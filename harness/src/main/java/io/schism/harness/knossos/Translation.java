package io.schism.harness.knossos;

import io.schism.histories.edn.EdnWriter;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object's history as Knossos takes it. A failed call never happened and is left out; one that never answered is
 * invoked and not completed. Invocations carry what the answer told, as Knossos itself would fill it in.
 */
final class Translation {
    /** The index of what stands before the history: the start. */
    private static final long BEFORE = -1;

    private static final long STARTER = 0;

    /** A call that was invoked, and by whom. */
    private record Open(long process, Dialect.Effect effect) {}

    private final List<Map<Keyword, @Nullable Object>> lines = new ArrayList<>();
    private final List<Long> indices = new ArrayList<>();
    private final Map<Long, Long> processes = new HashMap<>();
    private long lastProcess = STARTER;
    private final String model;
    private final Dialect dialect;
    private final int operations;

    /**
     * The translation of a history whose shape the model knows.
     *
     * @throws Dialect.Inexpressible where Knossos' model has no word for an operation
     */
    Translation(String model, Optional<Object> initial, History object) {
        this.model = model;
        this.dialect = Dialects.of(model);
        Numbers numbers = new Numbers();
        List<Call> calls = object.calls(call -> !call.isFailed()).toList();
        for (Dialect.Effect effect : dialect.start(initial, calls, numbers)) {
            line(STARTER, "invoke", effect, BEFORE);
            line(STARTER, "ok", effect, BEFORE);
        }
        operations = addCalls(object, numbers);
    }

    private int addCalls(History object, Numbers numbers) {
        Map<Integer, Integer> callAt = new HashMap<>();
        for (int number = 0; number < object.calls().size(); number++) {
            callAt.put(object.invokedAt(number), number);
            if (object.calls().get(number).isOk()) {
                callAt.put(object.completedAt(number), number);
            }
        }
        Map<Integer, Open> open = new HashMap<>();
        int judged = 0;
        for (int place = 0; place < object.operations().size(); place++) {
            Integer number = callAt.get(place);
            if (number == null) {
                continue;
            }
            Call call = object.calls().get(number);
            long index = object.operations().get(place).index();
            Open answered = open.remove(number);
            if (answered != null) {
                line(answered.process(), "ok", answered.effect(), index);
            } else if (!call.isFailed()) {
                Optional<Dialect.Effect> effect = dialect.effect(call, numbers);
                if (effect.isPresent()) {
                    judged++;
                    long process = process(call);
                    line(process, "invoke", effect.get(), index);
                    open.put(number, new Open(process, effect.get()));
                }
            }
        }
        return judged;
    }

    /** Small numbers; one whose operation never answers is never used again. */
    private long process(Call call) {
        long process = call.invocation().process();
        Long known = processes.get(process);
        long number = known == null ? ++lastProcess : known;
        if (call.isOk()) {
            processes.put(process, number);
        } else {
            processes.remove(process);
        }
        return number;
    }

    private void line(long process, String type, Dialect.Effect effect, long index) {
        Map<Keyword, @Nullable Object> line = new LinkedHashMap<>();
        line.put(Keyword.of("index"), (long) lines.size());
        line.put(Keyword.of("process"), process);
        line.put(Keyword.of("type"), Keyword.of(type));
        line.put(Keyword.of("f"), Keyword.of(effect.f()));
        line.put(Keyword.of("value"), effect.value());
        lines.add(line);
        indices.add(index);
    }

    /** One line of EDN, for {@link KnossosMain}. */
    String request() {
        Map<Keyword, Object> request = new LinkedHashMap<>();
        request.put(Keyword.of("model"), model);
        request.put(Keyword.of("arguments"), dialect.arguments());
        request.put(Keyword.of("history"), lines);
        return EdnWriter.toString(request);
    }

    /** How many calls Knossos gets to judge. */
    int operations() {
        return operations;
    }

    /** The {@code :index} in the history of a line of the request; empty for one that is not of the history. */
    Optional<Long> indexOf(long line) {
        return line < 0 || line >= indices.size()
                ? Optional.empty()
                : Optional.of(indices.get((int) line)).filter(index -> index != BEFORE);
    }
}
