package io.schism.histories.linearizability;

import io.schism.histories.history.History;
import io.schism.histories.model.Model;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Is a history linearizable?
 *
 * <pre>{@code
 * Linearizability lin = Linearizability.of(Models.named("cas-register"));
 * lin.decide(history);                                  // valid or invalid
 * lin.within(Duration.ofSeconds(10)).decide(history);   // valid, invalid or unknown
 * lin.within(Duration.ofSeconds(10)).check(history);    // with reason, figures and evidence
 * }</pre>
 *
 * <p>Only calls that claim to be linearizable are judged (the attribute {@code :linearizable} is not false). A failed
 * call never happened; an indeterminate one may take effect at any time after its invocation, or never. Keyed histories
 * are decided key by key, in parallel on the machine's cores; no thread outlives the verdict. Every answer is exact:
 * limits make it unknown, never wrong. Immutable.
 */
public final class Linearizability {
    private final Model<?> model;
    private final Partition.Keying keying;
    private final Optional<Object> initial;
    private final Duration time;
    private final long bytes;

    private Linearizability(
            Model<?> model, Partition.Keying keying, Optional<Object> initial, Duration time, long bytes) {
        this.model = model;
        this.keying = keying;
        this.initial = initial;
        this.time = time;
        this.bytes = bytes;
    }

    /** Checks against that model, from its own initial state, keyed where the history is, without a time limit. */
    public static Linearizability of(Model<?> model) {
        long half = Runtime.getRuntime().maxMemory() / 2;
        return new Linearizability(model, Partition.Keying.AUTO, Optional.empty(), Budget.LONGEST, half);
    }

    /** Says whether values carry keys; unsaid, they do where every invocation looks like {@code [key value]}. */
    public Linearizability keyed(boolean keyed) {
        Partition.Keying said = keyed ? Partition.Keying.KEYED : Partition.Keying.SINGLE;
        return new Linearizability(model, said, initial, time, bytes);
    }

    /** Starts every key at that value, as {@link Model#initial} understands it. */
    public Linearizability initial(Object value) {
        return new Linearizability(model, keying, Optional.of(value), time, bytes);
    }

    /** Stops after that time, evidence included; what is not decided then is unknown. */
    public Linearizability within(Duration limit) {
        return new Linearizability(model, keying, initial, limit, bytes);
    }

    /** Stops when the tables of the search would need more bytes than that; unsaid, half of the heap. */
    public Linearizability memory(long limit) {
        return new Linearizability(model, keying, initial, time, limit);
    }

    /**
     * The same question of a history that goes on, to be asked again and again. The limits are those of one look at one
     * key.
     *
     * @throws IllegalStateException where it was not said whether values carry keys: a history that has hardly begun
     *     cannot tell
     */
    public OnlineLinearizability online() {
        if (keying == Partition.Keying.AUTO) {
            throw new IllegalStateException("say keyed(true) or keyed(false)");
        }
        return new OnlineLinearizability(model, keying == Partition.Keying.KEYED, initial, time, bytes);
    }

    /**
     * The answer alone.
     *
     * @throws History.MalformedHistory naming an operation whose shape the model does not know
     */
    public Validity decide(History history) {
        return check(history, false).validity();
    }

    /**
     * The answer with its reason, figures, and for each key that fails (a few of them) the call at which no
     * linearization is left, and a small set of operations that cannot be linearized either.
     *
     * @throws History.MalformedHistory naming an operation whose shape the model does not know
     */
    public Verdict check(History history) {
        return check(history, true);
    }

    /**
     * The objects that the history is about, for an engine that knows no keys: each key's history alone, its key taken
     * off, by the key as text, in order of first use; a history without keys under the empty text. Calls that do not claim
     * to be linearizable are left out; indices and times stay.
     *
     * @throws History.MalformedHistory naming an operation whose shape the model does not know
     */
    public Map<String, History> objects(History history) {
        return KeyByKey.of(history, model, keying);
    }

    private Verdict check(History history, boolean explain) {
        return new Check<>(model, initial, keying, Budget.of(time, bytes)).run(history, explain);
    }
}
