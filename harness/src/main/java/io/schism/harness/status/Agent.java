package io.schism.harness.status;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The agent of a member, {@code io.schism.workloads.agent.ProbeAgent}, which does there what only the member can. */
public record Agent(InetSocketAddress address) {
    private static final String REFUSAL = "closed";

    /** Asks one question; the words of the answer, empty where none comes in time. */
    public Optional<String[]> ask(String question, Duration limit) {
        int millis = (int) Math.max(1, limit.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.US_ASCII));
            return Optional.ofNullable(new BufferedReader(
                                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine())
                    .map(answer -> answer.split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The number that follows the word of an answer; empty where none comes in time, or a refusal. */
    public Optional<Long> number(String question, Duration limit) {
        return ask(question, limit)
                .filter(words -> words.length > 1 && !words[0].equals(REFUSAL))
                .map(words -> Long.parseLong(words[1]));
    }
}
