package io.schism.workloads.workload;

import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns intents into operations, with what it has seen before. Used by one thread at a time. */
final class Worker {
    private final String region;
    private final boolean linearizable;
    private final Caller caller;
    private final Keys keys;
    private final Consumer<Outcome> count;
    private final Map<Long, @Nullable Long> seen = new HashMap<>();
    private long late;

    Worker(String region, boolean linearizable, Caller caller, Keys keys, Consumer<Outcome> count) {
        this.region = region;
        this.linearizable = linearizable;
        this.caller = caller;
        this.keys = keys;
        this.count = count;
    }

    /** @param late how long after it was due, in nanoseconds */
    void perform(Intent intent, long late) {
        this.late = late;
        if (intent instanceof Intent.Read read) {
            read(read.key());
        } else if (intent instanceof Intent.ReadRecent read) {
            read(keys.recent(region, read.back()));
        } else if (intent instanceof Intent.Insert insert) {
            keys.insert(region, insert.row());
            call("insert", new Request.Write(insert.row(), insert.row()));
        } else if (intent instanceof Intent.Write write) {
            change("write", new Request.Write(write.key(), write.value()), write.value());
        } else if (intent instanceof Intent.Cas cas) {
            change("cas", new Request.Cas(cas.key(), seen.get(cas.key()), cas.value()), cas.value());
        }
    }

    private void read(long key) {
        if (call("read", new Request.Read(key, linearizable)) instanceof Outcome.Ok ok && key < Workload.NUMBERS) {
            seen.put(key, ok.value());
        }
    }

    private void change(String operationClass, Request request, long value) {
        if (call(operationClass, request) instanceof Outcome.Ok) {
            seen.put(request.key(), value);
        }
    }

    private Outcome call(String operationClass, Request request) {
        keys.use(request.key());
        Outcome outcome = caller.call(operationClass, request, late);
        count.accept(outcome);
        return outcome;
    }
}
