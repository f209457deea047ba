package io.schism.workloads.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A node over raw sockets: it answers {@code /role} with its claim and misbehaves on everything else as it is told. */
final class FakeNode implements AutoCloseable {
    /** What it does with one request. */
    interface Behaviour {
        /** @return whether the connection goes on */
        boolean answer(Socket socket) throws IOException;
    }

    static final Behaviour HANG = socket -> true;
    static final Behaviour CLOSE = socket -> false;
    static final Behaviour RESET = socket -> {
        socket.setSoLinger(true, 0);
        return false;
    };

    private final ServerSocket server;
    private final Thread acceptor;
    private final Map<Socket, Thread> conversations = new ConcurrentHashMap<>();
    private final Queue<Behaviour> script = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile boolean resetOnAccept;
    private volatile String role = "{}";

    FakeNode() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = start(this::accept);
    }

    static Behaviour json(int status, String body) {
        return socket -> {
            write(socket, "HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            return true;
        };
    }

    static Behaviour raw(String text, Behaviour then) {
        return socket -> {
            write(socket, text);
            return then.answer(socket);
        };
    }

    /** The next requests but {@code /role} are answered like this; the last one also answers all after it. */
    FakeNode then(Behaviour... behaviours) {
        script.addAll(List.of(behaviours));
        return this;
    }

    FakeNode claims(long seen, String primary) {
        role = "{\"seen\":" + seen + ",\"primary\":\"" + primary + "\"}";
        return this;
    }

    FakeNode claimsNothing() {
        role = "{\"seen\":0,\"primary\":null}";
        return this;
    }

    FakeNode resetsOnAccept() {
        resetOnAccept = true;
        return this;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** The requests but {@code /role}: method, path and body. */
    List<String> requests() {
        return requests;
    }

    /** How often it was asked for its role. */
    int asked() {
        return asked.get();
    }

    int connections() {
        return connections.get();
    }

    /** How many connections it has closed. */
    int ended() {
        return ended.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = server.accept();
            connections.incrementAndGet();
            if (resetOnAccept) {
                RESET.answer(socket);
                socket.close();
            } else {
                conversations.put(socket, start(() -> converse(socket)));
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean on = true;
            while (on) {
                String line = line(in);
                String body = body(in);
                if (line.contains(" /role ")) {
                    asked.incrementAndGet();
                    on = json(200, role).answer(socket);
                } else {
                    requests.add((line.replace(" HTTP/1.1", "") + " " + body).strip());
                    Behaviour behaviour = script.size() > 1 ? script.remove() : script.element();
                    on = behaviour.answer(socket);
                }
            }
        }
        ended.incrementAndGet();
    }

    private static String body(InputStream in) throws IOException {
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("closed");
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private interface Task {
        void run() throws IOException;
    }

    private Thread start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // The other side went, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Gone like a killed process: refuses connections, and those that stood are closed. */
    @Override
    public void close() {
        try {
            // A thread that is still in accept or read keeps its socket alive.
            server.close();
            acceptor.join();
            for (Map.Entry<Socket, Thread> conversation : conversations.entrySet()) {
                conversation.getKey().close();
                conversation.getValue().join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
