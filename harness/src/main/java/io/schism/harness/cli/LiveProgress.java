package io.schism.harness.cli;

import io.schism.harness.run.Progress;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Operation;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows a run while it goes on: a line for each event that matters and, on a terminal, a bar for each stage. */
final class LiveProgress implements Progress, AutoCloseable {
    private final PrintStream out;
    private final StatusLine line;
    private final String label;
    private final Map<String, String> roles = new TreeMap<>();
    private final Map<String, Long> epochs = new TreeMap<>();
    private @Nullable StageBar current;
    private boolean second;
    private long operations;

    LiveProgress(PrintStream out, String label) {
        this.out = out;
        this.line = new StatusLine(out);
        this.label = label;
    }

    @Override
    public synchronized void stage(String name, Duration expected) {
        endStage();
        if (!Terminal.isInteractive()) {
            out.println(label + "  " + name);
            return;
        }
        current = new StageBar(label + "  " + name, expected, line);
    }

    @Override
    public synchronized void recorded(Operation operation) {
        if (operation.isClient()) {
            operations++;
        } else if (operation.process() == Operation.NEMESIS) {
            nemesis(operation);
        } else if (operation.f().equals("session")) {
            session(operation);
        } else if (operation.f().equals("role") && operation.value() instanceof Map<?, ?> value) {
            role(operation, value);
        } else if (operation.f().equals("stopped") && operation.value() instanceof Map<?, ?> value) {
            say(operation, Terminal.red("stopped: key " + value.get(Keyword.of("key")) + " is not linearizable"));
        }
    }

    private void nemesis(Operation operation) {
        if (!(operation.value() instanceof Map<?, ?> value)) {
            return;
        }
        String state = word(value, "state");
        String text = operation.f() + " " + state.replace('-', ' ');
        if (state.equals("failed")) {
            text += ": " + value.get(Keyword.of("reason"));
        }
        say(operation, state.equals("failed") ? Terminal.red(text) : Terminal.yellow(text));
    }

    private void session(Operation operation) {
        if (operation.value() instanceof Keyword session && !session.name().equals("none")) {
            say(operation, "session " + session.name() + ": " + operation.text("node"));
        }
    }

    private void role(Operation operation, Map<?, ?> value) {
        String node = String.valueOf(operation.text("node"));
        String role = word(value, "role");
        String before = roles.put(node, role);
        if (value.get(Keyword.of("epoch")) instanceof Long epoch) {
            epochs.put(node, epoch);
        }
        if (before == null || before.equals(role)) {
            return;
        }
        if (role.equals("primary")) {
            say(operation, Terminal.green("promotion: " + claim(node)));
        } else {
            say(operation, node + " is now " + role);
        }
        long primaries = roles.values().stream().filter("primary"::equals).count();
        if (primaries > 1 && !second) {
            String claims = roles.entrySet().stream()
                    .filter(e -> e.getValue().equals("primary"))
                    .map(e -> claim(e.getKey()))
                    .reduce((a, b) -> a + " and " + b)
                    .orElse("");
            say(operation, Terminal.red("second primary: " + claims));
        }
        second = primaries > 1;
    }

    private String claim(String node) {
        return node + " is primary of epoch " + epochs.getOrDefault(node, 0L);
    }

    private static String word(Map<?, ?> value, String key) {
        return value.get(Keyword.of(key)) instanceof Keyword word ? word.name() : "";
    }

    private void say(Operation operation, String text) {
        String told = String.format(Locale.ROOT, "%s  %7.2f s  %s", label, operation.time() / 1e9, text);
        if (current == null) {
            out.println(told);
        } else {
            line.above(() -> out.println(told));
        }
    }

    private void endStage() {
        if (current != null) {
            out.println(current.end());
            current = null;
        }
    }

    /** How many client lines were recorded. */
    synchronized long operations() {
        return operations;
    }

    @Override
    public synchronized void close() {
        endStage();
    }
}
