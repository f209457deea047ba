package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A short conversation by the ways that a member itself uses; it counts once the other end has really answered. */
final class Probe {
    private static final byte[] HTTP =
            "GET /role HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZOOKEEPER = "ruok".getBytes(StandardCharsets.US_ASCII);

    private static final int VERSION = 5;
    private static final int GRANTED = 0;

    private Probe() {}

    /** Sends what the port understands, and waits for any byte. */
    static Reach ask(InetSocketAddress door, Port port, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        try (Socket socket = connect(door, timeout)) {
            socket.getOutputStream().write(port == Port.ZK_CLIENT ? ZOOKEEPER : HTTP);
            socket.setSoTimeout(millisUntil(end));
            return socket.getInputStream().read() >= 0 ? Reach.OPEN : Reach.CLOSED;
        } catch (IOException e) {
            return failed(e);
        }
    }

    /** Asks a SOCKS port for a connection: granted only when the target has accepted it. */
    static Reach connectBySocks(InetSocketAddress socks, InetSocketAddress target, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        try (Socket socket = connect(socks, timeout)) {
            byte[] ip = target.getAddress().getAddress();
            byte[] request = {
                5, 1, 0, 1, ip[0], ip[1], ip[2], ip[3], (byte) (target.getPort() >> 8), (byte) target.getPort()
            };
            InputStream in = socket.getInputStream();
            socket.getOutputStream().write(new byte[] {5, 1, 0});
            socket.setSoTimeout(millisUntil(end));
            new DataInputStream(in).readFully(new byte[2]);
            socket.getOutputStream().write(request);
            socket.setSoTimeout(millisUntil(end));
            return in.read() == VERSION && in.read() == GRANTED ? Reach.OPEN : Reach.REFUSED;
        } catch (IOException e) {
            return failed(e);
        }
    }

    private static Reach failed(IOException e) {
        return e instanceof SocketTimeoutException || e instanceof EOFException ? Reach.CLOSED : Reach.REFUSED;
    }

    static Socket connect(InetSocketAddress address, Duration timeout) throws IOException {
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.connect(address, Math.max(1, (int) timeout.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static int millisUntil(long end) {
        return (int) Math.max(1, (end - System.nanoTime()) / 1_000_000);
    }
}
