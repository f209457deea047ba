package io.schism.histories.linearizability;

import static io.schism.histories.linearizability.Lines.keyword;
import static io.schism.histories.linearizability.Lines.list;

import io.schism.histories.history.History;
import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import io.schism.histories.model.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A small random history of a model: a few processes whose calls take effect on the model itself somewhere between
 * invocation and completion, some of them lost ({@code info}, with or without effect, at once or late), some failed.
 * Perturbed, some answers are replaced by random ones, so that about half of the histories are wrong.
 */
final class RandomHistory<S> {
    private static final class Open {
        String f;
        Object input;
        Object output;
        boolean applied;
        boolean failed;
        boolean crashed;
        boolean ended;
    }

    private final Model<S> model;
    private final Random random;
    private final Lines lines = new Lines();
    private final boolean distinct;
    private final boolean large;
    private final double mistakes;
    private final double[] crashes;
    private final int values;
    private final boolean emptyAnswers;
    private final Optional<Object> initial;
    private S state;
    private long written;

    RandomHistory(Model<S> model, Random random) {
        this.model = model;
        this.random = random;
        this.large = false;
        this.mistakes = random.nextBoolean() ? 0.25 : 0;
        this.distinct = random.nextInt(2) == 0;
        this.values = 1 + random.nextInt(3);
        this.crashes = new double[] {0, 0.1, 0.4, 0.7};
        this.emptyAnswers = random.nextInt(3) > 0;
        this.initial = random.nextInt(4) > 0 ? Optional.empty() : start();
        this.state = initial();
    }

    /** One of many calls in which every value is written once, and half of the time an answer or two are wrong. */
    static <S> RandomHistory<S> large(Model<S> model, Random random, int calls) {
        return new RandomHistory<>(model, random, random.nextBoolean() ? 2.0 / calls : 0);
    }

    private RandomHistory(Model<S> model, Random random, double mistakes) {
        this.model = model;
        this.random = random;
        this.large = true;
        this.mistakes = mistakes;
        this.distinct = true;
        this.values = 1;
        this.crashes = new double[] {0, 0.01, 0.05, 0.2};
        this.emptyAnswers = false;
        this.initial = Optional.empty();
        this.state = initial();
    }

    /** The state that the history starts in. */
    S initial() {
        return model.initial(initial);
    }

    Linearizability startingThere(Linearizability check) {
        return initial.map(check::initial).orElse(check);
    }

    private Optional<Object> start() {
        return switch (model.name()) {
            case "register", "cas-register" -> Optional.ofNullable(value());
            case "unordered-queue", "fifo-queue" ->
                Optional.of(random.nextBoolean() ? list(fresh()) : list(fresh(), fresh()));
            case "set" -> Optional.of(Set.of(fresh()));
            case "mutex" -> Optional.of(true);
            case "owned-mutex" -> Optional.of((long) random.nextInt(3));
            case "counter" -> Optional.of((long) random.nextInt(4));
            default -> Optional.empty();
        };
    }

    History make(int calls) {
        int processes = 1 + random.nextInt(!large && random.nextBoolean() ? 8 : 4);
        double crash = crashes[random.nextInt(4)];
        List<Open> open = new ArrayList<>(Collections.nCopies(processes, null));
        List<Open> late = new ArrayList<>();
        long[] process = new long[processes];
        for (int slot = 0; slot < processes; slot++) {
            process[slot] = slot;
        }
        for (int left = calls; left > 0 || open.stream().anyMatch(call -> call != null); ) {
            int slot = random.nextInt(processes);
            Open call = open.get(slot);
            if (!late.isEmpty() && random.nextInt(4) == 0) {
                apply(late.remove(random.nextInt(late.size())), process[slot]);
            }
            if (call == null && left > 0) {
                open.set(slot, invoke(process[slot], crash));
                left--;
            } else if (call != null && !call.applied && random.nextBoolean() && !call.crashed) {
                apply(call, process[slot]);
            } else if (call != null && (call.applied || call.crashed)) {
                if (call.crashed) {
                    if (random.nextBoolean()) {
                        late.add(call);
                    }
                    if (random.nextInt(3) > 0) {
                        lines.info(process[slot]);
                    }
                    process[slot] += processes;
                } else {
                    complete(call, process[slot]);
                }
                open.set(slot, null);
            }
        }
        return lines.history();
    }

    private Open invoke(long process, double crash) {
        Open call = new Open();
        String[] fs = fs();
        call.f = fs[random.nextInt(fs.length)];
        call.input = input(call.f);
        call.crashed = random.nextDouble() < crash;
        lines.invoke(process, call.f, call.input);
        return call;
    }

    private void apply(Open call, long process) {
        call.applied = true;
        Object input = model.input(process, call.input);
        List<Object> outputs = outputs(call);
        Collections.shuffle(outputs, random);
        for (Object output : outputs) {
            if (model.step(state, Action.ok(call.f, input, output)) instanceof Step.Next<S> next) {
                state = next.states().get(random.nextInt(next.states().size()));
                call.output = output;
                return;
            }
        }
        call.failed = true;
    }

    private void complete(Open call, long process) {
        if (random.nextDouble() < mistakes) {
            List<Object> outputs = outputs(call);
            int latest = large ? Math.min(outputs.size(), 4) : outputs.size();
            lines.ok(process, outputs.get(outputs.size() - 1 - random.nextInt(latest)));
        } else if (call.failed) {
            lines.fail(process);
        } else {
            lines.ok(process, call.output);
        }
    }

    private String[] fs() {
        return switch (model.name()) {
            case "register", "counter", "set" ->
                model.name().equals("register") ? new String[] {"read", "write"} : new String[] {"read", "add"};
            case "cas-register" -> new String[] {"read", "write", "cas"};
            case "multi-register" -> new String[] {"txn"};
            case "append-kv" -> new String[] {"get", "put", "append"};
            case "mutex", "owned-mutex" -> new String[] {"acquire", "release"};
            case "unordered-queue", "fifo-queue" -> new String[] {"enqueue", "dequeue"};
            case "unique-ids" -> new String[] {"generate"};
            default -> throw new IllegalStateException("say here how to use the model " + model.name());
        };
    }

    private Object input(String f) {
        return switch (f) {
            case "write" -> !large && random.nextInt(12) == 0 ? null : (Object) fresh();
            case "cas" -> list(value(), distinct ? fresh() : value());
            case "add" -> model.name().equals("set") ? element() : amount();
            case "enqueue" -> fresh();
            case "put", "append" -> String.valueOf((char) ('a' + random.nextInt(values)));
            case "txn" -> transaction();
            default -> null;
        };
    }

    private long element() {
        return random.nextInt(elements());
    }

    private int elements() {
        return distinct ? 6 : values + 1;
    }

    /** One amount, up or down, and now and then nothing; or any. */
    private long amount() {
        boolean down = values == 3;
        return !distinct ? random.nextInt(values + 1) : random.nextInt(6) == 0 ? 0 : down ? -1 : values;
    }

    private Object value() {
        if (large && state instanceof Long held && random.nextBoolean()) {
            return held;
        }
        return random.nextInt(8) == 0
                ? null
                : (Object) (distinct ? random.nextLong(written + 1) : random.nextInt(values));
    }

    private long fresh() {
        return distinct ? written++ : random.nextInt(values);
    }

    private List<Object> transaction() {
        List<Object> parts = new ArrayList<>();
        for (int part = random.nextInt(2); part >= 0; part--) {
            Object key = keyword(random.nextBoolean() ? "x" : "y");
            parts.add(
                    random.nextBoolean()
                            ? list(keyword("r"), key, null)
                            : list(keyword("w"), key, random.nextInt(values)));
        }
        return parts;
    }

    /** What the call might answer. */
    private List<Object> outputs(Open call) {
        List<Object> outputs = new ArrayList<>();
        switch (call.f) {
            case "read" -> {
                if (model.name().equals("set")) {
                    subsets(outputs);
                } else {
                    boolean counter = model.name().equals("counter");
                    for (long value = counter ? -8 : 0; value < Math.max(12, written); value++) {
                        outputs.add(value);
                    }
                    if (!counter) {
                        outputs.add(null);
                    }
                }
            }
            case "dequeue" -> {
                for (long value = 0; value < Math.max(values, written); value++) {
                    outputs.add(value);
                }
                if (emptyAnswers) {
                    outputs.add(null);
                }
            }
            case "get" -> {
                outputs.add(String.valueOf(state));
                outputs.add("");
                outputs.add("ab");
                outputs.add(null);
            }
            case "generate" -> outputs.addAll(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L));
            case "txn" -> readings((List<?>) call.input, 0, new ArrayList<>(), outputs);
            default -> outputs.add(call.input);
        }
        return outputs;
    }

    private void subsets(List<Object> outputs) {
        for (int bits = 0; bits < 1 << elements(); bits++) {
            Set<Object> subset = new java.util.HashSet<>();
            for (int element = 0; element < elements(); element++) {
                if ((bits >> element & 1) == 1) {
                    subset.add((long) element);
                }
            }
            outputs.add(subset);
        }
    }

    private void readings(List<?> input, int at, List<Object> soFar, List<Object> outputs) {
        if (at == input.size()) {
            outputs.add(new ArrayList<>(soFar));
            return;
        }
        List<?> part = (List<?>) input.get(at);
        if (part.get(0) == keyword("w")) {
            soFar.add(part);
            readings(input, at + 1, soFar, outputs);
            soFar.remove(soFar.size() - 1);
            return;
        }
        for (int value = -1; value < values; value++) {
            soFar.add(list(part.get(0), part.get(1), value < 0 ? null : value));
            readings(input, at + 1, soFar, outputs);
            soFar.remove(soFar.size() - 1);
        }
    }
}
