package io.schism.workloads.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Opens TCP connections on the harness's behalf, so that a probe leaves from a member's own address.
 *
 * <p>A line protocol: {@code host port timeoutMillis\n} is answered by {@code open\n} or {@code closed REASON\n}; a
 * connection may ask any number of times. The probing connection is closed at once and never carries a byte.
 */
public final class ProbeAgent implements AutoCloseable {
    private final ServerSocket server;
    private final ExecutorService conversations = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "probe-agent");
        thread.setDaemon(true);
        return thread;
    });

    private ProbeAgent(ServerSocket server) {
        this.server = server;
    }

    /** Listens there until closed; its threads are daemons. Port 0 takes a free one. */
    public static ProbeAgent start(InetSocketAddress listen) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(listen);
            ProbeAgent agent = new ProbeAgent(server);
            agent.conversations.execute(agent::accept);
            return agent;
        } catch (IOException e) {
            throw new UncheckedIOException("the probe agent cannot listen on " + listen, e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket asker = server.accept();
                conversations.execute(() -> converse(asker));
            } catch (IOException e) {
                // One connection failed to be accepted, or the agent was closed: the loop's condition tells which.
            }
        }
    }

    private static void converse(Socket asker) {
        try (asker;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(asker.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                asker.getOutputStream().write((answer(line) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The asker went away; nobody is left to tell.
        }
    }

    private static String answer(String question) {
        String[] words = question.trim().split(" ");
        if (words.length != 3) {
            return "closed not a question: host port timeoutMillis";
        }
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(words[0], Integer.parseInt(words[1])), Integer.parseInt(words[2]));
            return "open";
        } catch (IOException | IllegalArgumentException e) {
            return "closed " + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }

    @Override
    public void close() {
        conversations.shutdown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
