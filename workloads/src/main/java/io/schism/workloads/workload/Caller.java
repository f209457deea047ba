package io.schism.workloads.workload;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One logical process at a time: invokes an operation, waits for its outcome, records both. A process whose operation
 * ended indeterminate is never used again; the caller goes on as a new one. Used by one thread at a time.
 */
final class Caller {
    private static final Logger LOG = LoggerFactory.getLogger(Caller.class);
    private static final long NONE = -1;
    private static final long WORTH_TELLING = 10_000_000;

    private final String region;
    private final Client client;
    private final Recorder recorder;
    private final LongSupplier processes;
    private long process = NONE;
    private long counter;

    /** @param processes gives a process that was never used */
    Caller(String region, Client client, Recorder recorder, LongSupplier processes) {
        this.region = region;
        this.client = client;
        this.recorder = recorder;
        this.processes = processes;
    }

    /** Who makes the next call. */
    long process() {
        if (process == NONE) {
            process = processes.getAsLong();
            counter = 0;
        }
        return process;
    }

    /** Does one operation that nobody waited for. */
    Outcome call(String operationClass, Request request) {
        return call(operationClass, request, 0);
    }

    /** @param late how long after it was due, in nanoseconds; the history tells it where it is not small */
    Outcome call(String operationClass, Request request, long late) {
        String op = process() + "-" + counter++;
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("op", op);
        attributes.put("region", region);
        attributes.put("class", Keyword.of(operationClass));
        if (late >= WORTH_TELLING) {
            attributes.put("late", late);
        }
        if (request instanceof Request.Read read && !read.linearizable()) {
            attributes.put("linearizable", false);
        }
        Operation invocation = recorder.invoke(process, request.f(), request.value(), attributes);
        Outcome outcome = perform(op, request);
        complete(invocation, request, outcome);
        return outcome;
    }

    private Outcome perform(String op, Request request) {
        try {
            return client.perform(op, request);
        } catch (RuntimeException e) {
            LOG.warn("client of {} broke on {} {}: {}", region, op, request, e.toString());
            return new Outcome.Indeterminate("client broke: " + e);
        }
    }

    private void complete(Operation invocation, Request request, Outcome outcome) {
        if (outcome instanceof Outcome.Ok ok) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("node", ok.node());
            if (ok.epoch() != Outcome.Ok.UNTOLD) {
                answer.put("epoch", ok.epoch());
            }
            if (ok.pos() != Outcome.Ok.UNTOLD) {
                answer.put("pos", ok.pos());
            }
            recorder.ok(invocation, request.value(ok), answer);
        } else if (outcome instanceof Outcome.Fail fail) {
            recorder.fail(invocation, request.value(), Map.of("error", fail.reason()));
        } else if (outcome instanceof Outcome.Indeterminate unknown) {
            process = NONE;
            recorder.info(invocation, request.value(), Map.of("error", unknown.reason()));
        }
    }
}
