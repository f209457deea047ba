package io.schism.workloads.workload;

import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what its process is to do, and turns each intent into an operation with what the process has seen before. Used by one
 * thread at a time.
 */
final class Worker {
    private static final long NONE = -1;

    private final RegionLoad part;
    private final Caller caller;
    private final Keys keys;
    private final Consumer<Outcome> count;
    private final Map<Long, @Nullable Long> seen = new HashMap<>();
    private long process = NONE;
    private @Nullable Sequence steps;

    Worker(RegionLoad part, Caller caller, Keys keys, Consumer<Outcome> count) {
        this.part = part;
        this.caller = caller;
        this.keys = keys;
        this.count = count;
    }

    /**
     * Does the next step of its process. The step ends with the process: what is left of it nobody does.
     *
     * @param late how long after it was due, in nanoseconds
     * @param stopping whether no further operation is to begin
     */
    void step(long late, BooleanSupplier stopping) {
        long before = late;
        for (Intent intent : steps().next()) {
            if (stopping.getAsBoolean() || perform(intent, before) instanceof Outcome.Indeterminate) {
                return;
            }
            before = 0;
        }
    }

    private Sequence steps() {
        Sequence known = steps;
        if (known == null || process != caller.process()) {
            process = caller.process();
            seen.clear();
            known = part.steps(process);
            steps = known;
        }
        return known;
    }

    private Outcome perform(Intent intent, long late) {
        if (intent instanceof Intent.Read read) {
            return read(read.key(), late);
        }
        if (intent instanceof Intent.ReadRecent read) {
            return read(keys.recent(part.region(), read.back()), late);
        }
        if (intent instanceof Intent.Insert insert) {
            keys.insert(part.region(), insert.row());
            return call("insert", new Request.Write(insert.row(), insert.row()), late);
        }
        if (intent instanceof Intent.Write write) {
            return change("write", new Request.Write(write.key(), write.value()), write.value(), late);
        }
        Intent.Cas cas = (Intent.Cas) intent;
        return change("cas", new Request.Cas(cas.key(), seen.get(cas.key()), cas.value()), cas.value(), late);
    }

    private Outcome read(long key, long late) {
        Outcome outcome = call("read", new Request.Read(key, part.spec().linearizable()), late);
        if (outcome instanceof Outcome.Ok ok && key < Workload.NUMBERS) {
            seen.put(key, ok.value());
        }
        return outcome;
    }

    private Outcome change(String operationClass, Request request, long value, long late) {
        Outcome outcome = call(operationClass, request, late);
        if (outcome instanceof Outcome.Ok) {
            seen.put(request.key(), value);
        }
        return outcome;
    }

    private Outcome call(String operationClass, Request request, long late) {
        keys.use(request.key());
        Outcome outcome = caller.call(operationClass, request, late);
        count.accept(outcome);
        return outcome;
    }
}
