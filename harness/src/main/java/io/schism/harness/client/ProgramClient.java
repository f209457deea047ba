package io.schism.harness.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schism.harness.client.ProgramKind.ProgramForm;
import io.schism.harness.process.ChildProcess;
import io.schism.harness.process.ProgramCommand;
import io.schism.histories.error.UserError;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Speaks through a program of the user's. A process does one operation at a time; there are as many as are busy at once, up
 * to {@value #MOST}. One that does not answer in time is killed, and its operation is indeterminate.
 */
final class ProgramClient implements Client {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 16;

    private final ProgramForm form;
    private final ClientPlace place;
    private final BlockingDeque<ProgramTalk> idle = new LinkedBlockingDeque<>();
    private final Set<ProgramTalk> all = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(MOST);
    private volatile boolean closed;

    ProgramClient(ProgramForm form, ClientPlace place) {
        this.form = form;
        this.place = place;
    }

    @Override
    public Outcome perform(String op, Request request) {
        if (request instanceof Request.Cas && !form.comparesAndSets()) {
            return new Outcome.Fail("the client has no `cas`");
        }
        try {
            // Nothing was sent yet: to give up here is certain.
            if (!free.tryAcquire(place.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                return new Outcome.Fail("every process of the client is busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Fail("interrupted");
        }
        try {
            return talk(op, request);
        } finally {
            free.release();
        }
    }

    private Outcome talk(String op, Request request) {
        ProgramTalk talk = idle.pollFirst();
        while (talk != null && !talk.isAlive()) {
            end(talk);
            talk = idle.pollFirst();
        }
        if (talk == null) {
            talk = start();
        }
        String node = place.asked().next();
        Outcome outcome = talk.ask(question(op, node, request), node, request, place.patience());
        if (talk.isAlive() && !closed) {
            idle.addFirst(talk);
        } else {
            end(talk);
        }
        return outcome;
    }

    private ProgramTalk start() {
        try {
            Path folder = Files.createDirectories(place.folder());
            ProgramTalk talk = new ProgramTalk(ChildProcess.converse(new ProgramCommand(
                    place.run(),
                    place.name(),
                    form.command(),
                    form.variables(),
                    form.folder(),
                    folder.resolve("log"))));
            all.add(talk);
            return talk;
        } catch (IOException e) {
            throw UserError.environment(
                    "cannot write " + place.folder() + ": " + e.getMessage(), "choose another --runs", e);
        }
    }

    private void end(ProgramTalk talk) {
        all.remove(talk);
        talk.close();
    }

    private String question(String op, String node, Request request) {
        ObjectNode line = JSON.createObjectNode()
                .put("op", op)
                .put("f", request.f())
                .put("key", request.key())
                .put("node", node)
                .put("host", place.address(node).getHostString())
                .put("port", place.address(node).getPort());
        if (request instanceof Request.Write write) {
            line.put("value", write.newValue());
        } else if (request instanceof Request.Cas cas) {
            line.put("old", cas.old()).put("value", cas.newValue());
        }
        return line.toString();
    }

    @Override
    public Duration patience() {
        return place.patience().multipliedBy(2);
    }

    @Override
    public void close() {
        closed = true;
        Set.copyOf(all).forEach(this::end);
        place.close();
    }
}
