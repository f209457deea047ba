package io.schism.harness.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schism.harness.process.ChildProcess;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A conversation with one process of a client program: a line there, a line back. Used by one thread at a time. */
final class ProgramTalk implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END = "";

    private final ChildProcess process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    ProgramTalk(ChildProcess process) {
        this.process = process;
        Thread listener = new Thread(this::listen, "client-program-" + process.pid());
        listener.setDaemon(true);
        listener.start();
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.isBlank()).forEach(answers::add);
        } catch (IOException | UncheckedIOException e) {
            // It has gone; whoever waits is told below.
            answers.add(END);
        }
        answers.add(END);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks, and waits for the answer; a process that gives none that can be understood is ended. */
    Outcome ask(String question, String node, Request request, Duration limit) {
        try {
            process.input().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            process.input().flush();
            String answer = answers.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                return given("timeout");
            }
            return answer.equals(END) ? given("the client program ended") : outcome(answer, node, request);
        } catch (IOException e) {
            return given("the client program ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return given("interrupted");
        }
    }

    private Outcome given(String reason) {
        process.kill();
        return new Outcome.Indeterminate(reason);
    }

    private Outcome outcome(String line, String asked, Request request) {
        JsonNode answer;
        try {
            answer = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return given("the client program printed no JSON: " + line);
        }
        String error = answer.path("error").asText("");
        JsonNode value = answer.path("value");
        boolean read = request instanceof Request.Read;
        return switch (answer.path("type").asText("")) {
            case "ok" -> {
                if (read && !value.isIntegralNumber() && !value.isNull()) {
                    yield given("the client program answered a read without a value: " + line);
                }
                yield new Outcome.Ok(
                        read && value.isIntegralNumber() ? (Long) value.longValue() : null,
                        answer.path("node").asText(asked),
                        answer.path("epoch").asLong(Outcome.Ok.UNTOLD),
                        Outcome.Ok.UNTOLD);
            }
            case "fail" -> new Outcome.Fail(error);
            case "info" -> new Outcome.Indeterminate(error);
            default -> given("the client program answered neither ok, fail nor info: " + line);
        };
    }

    @Override
    public void close() {
        process.kill();
    }
}
