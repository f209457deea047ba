package io.schism.histories.synthetic;

import io.schism.histories.error.UserError;
import java.util.List;
import java.util.stream.Collectors;

/** Every kind of synthetic history, by the name that users type. A new one is its service and one entry here. */
public final class Kinds {
    private static final boolean KEYED = true;
    private static final boolean SINGLE = false;

    private static final List<Kind> ALL = List.of(
            new Kind(
                    "reg",
                    "cas-register",
                    SINGLE,
                    "reads, writes and compare-and-set of few values; violation: a value long overwritten is read",
                    RegisterService::ofFewValues),
            new Kind(
                    "rw",
                    "register",
                    SINGLE,
                    "reads and writes, each of a value of its own; violation: a value long overwritten is read",
                    RegisterService::ofDistinctValues),
            new Kind(
                    "kv",
                    "cas-register",
                    KEYED,
                    "what reg does, on each of several keys; violation: on one key",
                    RegisterService::underKeys),
            new Kind(
                    "append-kv",
                    "append-kv",
                    KEYED,
                    "gets, puts and appends of letters under keys; violation: a string long replaced is got",
                    AppendService::new),
            new Kind(
                    "multi-register",
                    "multi-register",
                    SINGLE,
                    "transactions of one to three reads and writes; violation: a value long overwritten is read",
                    TransactionService::new),
            new Kind("mutex", "mutex", SINGLE, "a lock; violation: it is given while held", LockService::new),
            new Kind(
                    "owned-mutex",
                    "owned-mutex",
                    SINGLE,
                    "a lock that its holder releases; violation: it is given while held",
                    LockService::new),
            new Kind(
                    "unordered-queue",
                    "unordered-queue",
                    SINGLE,
                    "enqueues of distinct elements, dequeues of any; violation: an element is dequeued twice",
                    BagService::new),
            new Kind(
                    "fifo-queue",
                    "fifo-queue",
                    SINGLE,
                    "enqueues of distinct elements, dequeues in order; violation: one element overtakes another",
                    FifoService::new),
            new Kind(
                    "set",
                    "set",
                    SINGLE,
                    "additions of distinct elements, reads of the whole; violation: an element is missing",
                    SetService::new),
            new Kind(
                    "counter",
                    "counter",
                    SINGLE,
                    "additions of positive amounts, reads of the sum; violation: the sum falls",
                    CounterService::new),
            new Kind(
                    "unique-ids",
                    "unique-ids",
                    SINGLE,
                    "requests of an id; violation: an id is given twice",
                    IdService::new));

    private Kinds() {}

    /** All of them, in the order in which they are listed. */
    public static List<Kind> all() {
        return ALL;
    }

    /**
     * The kind of that name.
     *
     * @throws UserError where there is none
     */
    public static Kind named(String name) {
        return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow(() -> {
            String names = ALL.stream().map(Kind::name).collect(Collectors.joining(", "));
            return UserError.usage("there is no kind \"" + name + "\" of history", "choose one of " + names);
        });
    }
}
