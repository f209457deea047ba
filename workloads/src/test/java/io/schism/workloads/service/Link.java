package io.schism.workloads.service;

import io.schism.workloads.time.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.function.IntSupplier;

/** A path from one member to another that can be cut: bytes are held, new connections carry none; healed, they flow. */
final class Link implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(5);

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final IntSupplier target;
    private volatile boolean cut;

    Link(IntSupplier target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void cut(boolean now) {
        cut = now;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                start(() -> connect(from));
            } catch (IOException e) {
                // Closed, or one connection failed: the condition tells.
            }
        }
    }

    private void connect(Socket from) {
        boolean born = cut;
        held();
        try {
            if (born) {
                from.close();
                return;
            }
            Socket to = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
            to.setTcpNoDelay(true);
            from.setTcpNoDelay(true);
            start(() -> pump(from, to));
            pump(to, from);
        } catch (IOException e) {
            close(from);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                held();
                out.write(buffer, 0, read);
            }
            held();
        } catch (IOException e) {
            held(); // One end is gone; so will be the other.
        }
    }

    private void held() {
        while (cut && !server.isClosed()) {
            Pause.of(LOOK);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to do.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
