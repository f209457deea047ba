package io.schism.workloads.workload;

import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** One register a key, in memory, that answers at once. */
class FakeStore implements Client {
    private final Map<Long, Long> values = new HashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    List<Request> requests() {
        return requests;
    }

    @Override
    public synchronized Outcome perform(String op, Request request) {
        requests.add(request);
        Long before = values.get(request.key());
        if (request instanceof Request.Read) {
            return ok(before);
        }
        if (request instanceof Request.Cas cas) {
            if (!Objects.equals(cas.old(), before)) {
                return new Outcome.Fail("mismatch");
            }
            values.put(cas.key(), cas.newValue());
        }
        if (request instanceof Request.Write write) {
            values.put(write.key(), write.newValue());
        }
        return ok(null);
    }

    private static Outcome ok(Long value) {
        return new Outcome.Ok(value, "E1", 1, 1);
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(4);
    }

    @Override
    public void close() {}
}
