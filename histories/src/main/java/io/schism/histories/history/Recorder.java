package io.schism.histories.history;

import io.schism.histories.edn.ArrayMap;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records a history as it happens, with three calls.
 *
 * <pre>{@code
 * Recorder recorder = Recorder.inMemory();
 * Operation write = recorder.invoke("write", 41);
 * // ... the request is sent ...
 * recorder.ok(write);        // the answer arrived; or
 * recorder.fail(write);      // it certainly did not happen; or
 * recorder.info(write);      // who knows
 * recorder.history();
 * }</pre>
 *
 * <p>{@link #open} records into a file, and the longer forms name the process and the attributes of a line.
 *
 * <p>An invocation is recorded before its request is sent and a completion after its answer has arrived: then the order of
 * the lines is an order of real time. Index and time are given together, in the order of the lines; line
 * {@code index + 1} of the file is the operation. What was recorded has reached the operating system within 100 ms.
 *
 * <p>A process does one thing at a time, and one whose operation ended in info is never used again; a call that breaks this
 * is an {@link IllegalStateException} and records nothing. For any number of threads.
 */
public final class Recorder implements AutoCloseable {
    private final @Nullable HistoryFile file;
    private final List<Operation> memory = new ArrayList<>();
    private final long start = System.nanoTime();
    private final Map<Long, Operation> open = new HashMap<>();
    private final Set<Long> retired = new HashSet<>();
    /** Processes that only {@link #invoke(String, Object)} uses, and those of them that do nothing now. */
    private final Set<Long> lent = new HashSet<>();

    private final Deque<Long> idle = new ArrayDeque<>();
    private Consumer<Operation> listener;
    private @Nullable RuntimeException listenerFailure;
    private long nextIndex;
    private long nextProcess;
    private boolean closed;

    private Recorder(@Nullable HistoryFile file, Consumer<Operation> listener) {
        this.file = file;
        this.listener = listener;
    }

    /** Records into a new file. */
    public static Recorder open(Path file) {
        return open(file, Recorder::nobody);
    }

    /**
     * Records into a new file and tells the listener each operation, in the order of the history, before the call that
     * records it returns. The listener has to be quick: every client waits for it. One that throws is not called again,
     * and {@link #close} throws what it threw.
     */
    public static Recorder open(Path file, Consumer<Operation> listener) {
        return new Recorder(new HistoryFile(file), listener);
    }

    /** Records in memory alone; {@link #history} gives it back. */
    public static Recorder inMemory() {
        return new Recorder(null, Recorder::nobody);
    }

    /** A client process that was never used. */
    public synchronized long newProcess() {
        return nextProcess++;
    }

    /** Nanoseconds since the start, on the clock that every {@code :time} is of. */
    public long time() {
        return System.nanoTime() - start;
    }

    /** An operation begins, on a process of its own as long as it runs. */
    public Operation invoke(String f, @Nullable Object value) {
        return invoke(f, value, Map.of());
    }

    /** An operation begins, on a process of its own as long as it runs. The attributes are repeated at its completion. */
    public synchronized Operation invoke(
            String f, @Nullable Object value, Map<String, ? extends @Nullable Object> attributes) {
        long process = idle.isEmpty() ? newProcess() : idle.pop();
        lent.add(process);
        return invoke(process, f, value, attributes);
    }

    /** A process begins an operation. The attributes are repeated at its completion. */
    public synchronized Operation invoke(
            long process, String f, @Nullable Object value, Map<String, ? extends @Nullable Object> attributes) {
        if (process < 0) {
            throw new IllegalArgumentException("a client process is 0 or more, not " + process);
        }
        if (retired.contains(process)) {
            throw new IllegalStateException(
                    "process " + process + " ended an operation in info and may not be used again: take a new one");
        }
        Operation running = open.get(process);
        if (running != null) {
            throw new IllegalStateException(
                    "process " + process + " still runs the operation of index " + running.index());
        }
        Operation invocation = record(process, Operation.Type.INVOKE, f, value, attributes(attributes));
        open.put(process, invocation);
        nextProcess = Math.max(nextProcess, process + 1);
        return invocation;
    }

    /** The operation happened, as it was asked for. */
    public Operation ok(Operation invocation) {
        return ok(invocation, invocation.value());
    }

    /** The operation happened, and that is the answer: what a read saw. */
    public Operation ok(Operation invocation, @Nullable Object value) {
        return ok(invocation, value, Map.of());
    }

    /** The operation happened. */
    public Operation ok(
            Operation invocation, @Nullable Object value, Map<String, ? extends @Nullable Object> attributes) {
        return complete(invocation, Operation.Type.OK, value, attributes);
    }

    /** The operation certainly did not happen, and never will. */
    public Operation fail(Operation invocation) {
        return fail(invocation, invocation.value(), Map.of());
    }

    /** The operation certainly did not happen, and never will. */
    public Operation fail(
            Operation invocation, @Nullable Object value, Map<String, ? extends @Nullable Object> attributes) {
        return complete(invocation, Operation.Type.FAIL, value, attributes);
    }

    /** The operation may have happened, may yet, or never will. Its process is used up. */
    public Operation info(Operation invocation) {
        return info(invocation, invocation.value(), Map.of());
    }

    /** The operation may have happened, may yet, or never will. Its process is used up. */
    public Operation info(
            Operation invocation, @Nullable Object value, Map<String, ? extends @Nullable Object> attributes) {
        return complete(invocation, Operation.Type.INFO, value, attributes);
    }

    /** The nemesis did something. */
    public synchronized Operation nemesis(String f, @Nullable Object value) {
        return record(Operation.NEMESIS, Operation.Type.INFO, f, value, Collections.emptyMap());
    }

    /** An observer saw something of no node in particular. */
    public synchronized Operation observe(String f, @Nullable Object value) {
        return record(Operation.OBSERVER, Operation.Type.INFO, f, value, Collections.emptyMap());
    }

    /** An observer saw something of a node. */
    public Operation observe(String f, String node, @Nullable Object value) {
        return observe(f, node, value, Collections.emptyMap());
    }

    /** An observer saw something of a node, with more to say about it. */
    public synchronized Operation observe(
            String f, String node, @Nullable Object value, Map<String, ? extends @Nullable Object> attributes) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("node", node);
        all.putAll(attributes);
        return record(Operation.OBSERVER, Operation.Type.INFO, f, value, attributes(all));
    }

    /** Everything recorded so far. */
    public History history() {
        if (file != null) {
            file.flush();
            return HistoryReader.read(file.path());
        }
        synchronized (this) {
            return History.of(memory);
        }
    }

    /** Writes what is left. Recording afterwards is an {@link IllegalStateException}. */
    @Override
    public void close() {
        RuntimeException heard;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            heard = listenerFailure;
        }
        if (file != null) {
            file.close();
        }
        if (heard != null) {
            throw heard;
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very operation that invoke returned
    private synchronized Operation complete(
            Operation invocation,
            Operation.Type type,
            @Nullable Object value,
            Map<String, ? extends @Nullable Object> attributes) {
        long process = invocation.process();
        if (open.get(process) != invocation) {
            throw new IllegalStateException(
                    "index " + invocation.index() + " is no open invocation of process " + process);
        }
        Map<String, @Nullable Object> all = invocation.attributes();
        if (!attributes.isEmpty()) {
            Map<String, @Nullable Object> more = new LinkedHashMap<>(all);
            more.putAll(attributes);
            all = attributes(more);
        }
        Operation completion = record(process, type, invocation.f(), value, all);
        open.remove(process);
        if (type == Operation.Type.INFO) {
            retired.add(process);
        } else if (lent.contains(process)) {
            idle.push(process);
        }
        return completion;
    }

    private Operation record(
            long process,
            Operation.Type type,
            String f,
            @Nullable Object value,
            Map<String, @Nullable Object> attributes) {
        if (closed) {
            throw new IllegalStateException("the recorder is closed");
        }
        Operation operation = new Operation(nextIndex, time(), process, type, f, PlainValues.of(value), attributes);
        if (file != null) {
            file.append(operation);
        } else {
            memory.add(operation);
        }
        nextIndex++;
        tell(operation);
        return operation;
    }

    private static void nobody(Operation operation) {}

    private void tell(Operation operation) {
        try {
            listener.accept(operation);
        } catch (RuntimeException e) {
            // The record goes on: evidence is worth more than progress.
            listenerFailure = e;
            listener = Recorder::nobody;
        }
    }

    private static Map<String, @Nullable Object> attributes(Map<String, ? extends @Nullable Object> given) {
        for (String name : given.keySet()) {
            if (OperationLine.RESERVED.contains(name)) {
                throw new IllegalArgumentException(
                        ":" + name + " is no attribute" + (name.equals("key") ? ": the value is [key value]" : ""));
            }
        }
        return ArrayMap.copyOf(PlainValues.ofEach(given));
    }
}
