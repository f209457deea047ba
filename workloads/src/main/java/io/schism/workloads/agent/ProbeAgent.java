package io.schism.workloads.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Does on the harness's behalf what only a member itself, or a process beside it, can: a probe that leaves from its own
 * address, work that its own processor does, collections of its own heap, a line that its packets wait in.
 *
 * <p>A line protocol; a connection may ask any number of times, and what is not understood or fails is answered by
 * {@code closed REASON}. Without a word before it, {@code host port timeoutMillis} asks for a connection, which is
 * closed at once and never carries a byte: {@code open NANOS}. The other questions stand with whoever answers them.
 */
public final class ProbeAgent implements AutoCloseable {
    private static final int CLOSE_SECONDS = 2;

    private final ServerSocket server;
    private final Datagrams datagrams;
    private final CollectorLoad collector = new CollectorLoad();
    private final DelayLine delayLine = new DelayLine();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<String, Errand> errands;
    private final ExecutorService conversations = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "probe-agent");
        thread.setDaemon(true);
        return thread;
    });

    /** What is done for one question. */
    @FunctionalInterface
    interface Errand {
        /**
         * Answers in one line.
         *
         * @param words of the question, its name first
         * @param in what the asker sends after it
         */
        String run(String[] words, BufferedReader in) throws IOException;
    }

    private ProbeAgent(ServerSocket server, Datagrams datagrams) {
        this.server = server;
        this.datagrams = datagrams;
        this.errands = Map.ofEntries(
                Map.entry("push", Pushes::push),
                Map.entry("take", Pushes::take),
                Map.entry("datagrams", datagrams::send),
                Map.entry("arrived", datagrams::arrived),
                Map.entry("delay", delayLine::set),
                Map.entry("look-up", NameServer::lookUp),
                Map.entry("spin", Work::spin),
                Map.entry("hoard", Work::hoard),
                Map.entry("collect", collector::begin),
                Map.entry("collected", collector::soFar),
                Map.entry("clock", WallClock::tell),
                Map.entry("sync", Work::sync),
                Map.entry("append", Work::append));
    }

    /** Listens there until closed, on TCP and on UDP; its threads are daemons. Port 0 takes a free one. */
    public static ProbeAgent start(InetSocketAddress listen) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(listen);
            ProbeAgent agent = new ProbeAgent(server, Datagrams.on((InetSocketAddress) server.getLocalSocketAddress()));
            agent.conversations.execute(agent::accept);
            agent.conversations.execute(agent.datagrams::receive);
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
        ended.countDown();
    }

    private void converse(Socket asker) {
        try (asker;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(asker.getInputStream(), StandardCharsets.US_ASCII))) {
            asker.setTcpNoDelay(true);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                asker.getOutputStream().write((answer(line, in) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The asker went away; nobody is left to tell.
        }
    }

    private String answer(String question, BufferedReader in) {
        String[] words = question.trim().split(" ");
        try {
            return errands.getOrDefault(words[0], (asked, rest) -> connect(asked))
                    .run(words, in);
        } catch (IOException | RuntimeException e) {
            return "closed " + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }

    private static String connect(String[] words) throws IOException {
        if (words.length != 3) {
            return "closed not a question: host port timeoutMillis";
        }
        try (Socket probe = new Socket()) {
            long start = System.nanoTime();
            probe.connect(new InetSocketAddress(words[0], Integer.parseInt(words[1])), Integer.parseInt(words[2]));
            return "open " + (System.nanoTime() - start);
        }
    }

    /** Its port is free when this returns: as long as a thread waits on a closed socket, the kernel keeps it. */
    @Override
    public void close() {
        conversations.shutdown();
        datagrams.close();
        try {
            delayLine.close();
            server.close();
            ended.await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
