package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.History.MalformedHistory;
import io.schism.histories.history.Operation;
import io.schism.histories.model.Model;
import io.schism.histories.verdict.Validity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Is a history still linearizable, while it goes on?
 *
 * <pre>{@code
 * OnlineLinearizability online = Linearizability.of(Models.named("cas-register")).keyed(true).online();
 * Recorder recorder = Recorder.open(file, online::add);   // any thread, as operations happen
 * online.look();                                          // one thread, again and again
 * online.violation();                                     // the key, and the completion that proves it
 * }</pre>
 *
 * <p>Exact at every look: the answer is what {@link Linearizability} says of the operations added so far, in which a
 * call without completion is indeterminate. Invalid is final: no outcome of the calls still open makes it good. A key
 * that reaches a limit is given up, and the answer is unknown from then on, unless another key fails.
 *
 * <p>Memory is bound by what the future depends on, not by the length of the history. A key keeps the configurations
 * that survived, one entry for each kind of indeterminate calls that may still take effect, and the calls since the
 * oldest one that has no outcome yet.
 */
public final class OnlineLinearizability {
    /**
     * Proof that the history is not linearizable, however it goes on.
     *
     * @param key the key, as EDN; empty where the history has one object
     * @param provenBy the completion with which all outcomes that prove it are known: the first such in the history
     */
    public record Violation(Optional<String> key, Operation provenBy) {}

    private final Model<?> model;
    private final boolean keyed;
    private final Optional<Object> initial;
    private final Duration time;
    private final long bytes;
    private final Object handOver = new Object();
    private List<Operation> added = new ArrayList<>();
    private final Map<@Nullable Object, Window<?>> windows = new HashMap<>();
    private final Map<Long, Operation> invocations = new HashMap<>();
    private final Map<Long, Window<?>.Pending> claiming = new HashMap<>();
    private final Set<Window<?>> changed = new LinkedHashSet<>();
    private boolean givenUp;
    private @Nullable Violation violation;

    OnlineLinearizability(Model<?> model, boolean keyed, Optional<Object> initial, Duration time, long bytes) {
        this.model = model;
        this.keyed = keyed;
        this.initial = initial;
        this.time = time;
        this.bytes = bytes;
    }

    /** Hands over the next operation of the history, in its order; returns at once. What no client did is ignored. */
    public void add(Operation operation) {
        if (operation.isClient()) {
            synchronized (handOver) {
                added.add(operation);
            }
        }
    }

    /**
     * Takes into account all that was added before.
     *
     * @return invalid: proven, and final; valid: not proven so far; unknown: not proven so far, and some key was given
     *     up
     * @throws MalformedHistory naming an operation that breaks a rule of histories, or whose shape the model does not
     *     know; there is nothing more to be had then
     */
    public synchronized Validity look() {
        List<Operation> taken;
        synchronized (handOver) {
            taken = added;
            added = new ArrayList<>();
        }
        if (violation == null) {
            taken.forEach(this::take);
            changed.forEach(this::look);
            changed.clear();
        }
        return violation != null ? Validity.INVALID : givenUp ? Validity.UNKNOWN : Validity.VALID;
    }

    /** What proves the history not linearizable; empty where the last look found it possible. */
    public synchronized Optional<Violation> violation() {
        return Optional.ofNullable(violation);
    }

    /** How many calls, kinds and configurations are kept, over all keys. */
    public synchronized long retained() {
        return windows.values().stream().mapToLong(Window::retained).sum();
    }

    private void take(Operation operation) {
        long process = operation.process();
        if (operation.isInvocation()) {
            demandPair(invocations.put(process, operation), operation);
            begin(operation);
        } else {
            demandPair(invocations.remove(process), operation);
            Window<?>.Pending call = claiming.remove(process);
            if (call != null) {
                changed.add(call.complete(operation));
            }
        }
    }

    private static void demandPair(@Nullable Operation earlier, Operation operation) {
        boolean isPair = operation.isInvocation()
                ? earlier == null
                : earlier != null && earlier.f().equals(operation.f());
        if (!isPair) {
            // A history of these two alone breaks the same rule, and says so.
            History.of(earlier == null ? List.of(operation) : List.of(earlier, operation));
        }
    }

    private void begin(Operation invocation) {
        Call call = new Call(invocation, null);
        if (Partition.claimsLinearizability(call)) {
            if (keyed) {
                Keys.demand(invocation);
            }
            Window<?> window = windows.computeIfAbsent(
                    keyed ? Keys.of(invocation.value()) : null, key -> Window.of(model, keyed, initial));
            claiming.put(invocation.process(), window.invoke(call));
        }
    }

    private void look(Window<?> window) {
        try {
            window.look(Budget.of(time, bytes)).ifPresent(proof -> found(window, proof));
        } catch (Exhausted limit) {
            window.giveUp();
            givenUp = true;
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very window
    private void found(Window<?> window, Operation proof) {
        if (violation == null || proof.index() < violation.provenBy().index()) {
            Optional<String> key = windows.entrySet().stream()
                    .filter(entry -> keyed && entry.getValue() == window)
                    .map(entry -> Keys.show(entry.getKey()))
                    .findFirst();
            violation = new Violation(key, proof);
        }
    }
}
