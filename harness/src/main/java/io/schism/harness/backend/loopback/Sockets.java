package io.schism.harness.backend.loopback;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Sockets on 127.0.0.1 with small buffers, so that what the kernel holds beside the fabric stays bounded. */
final class Sockets {
    private static final int BUFFER = 64 * 1024;
    private static final int BACKLOG = 128;
    private static final InetAddress LOOPBACK = loopback();

    private Sockets() {}

    static InetSocketAddress address(int port) {
        return new InetSocketAddress(LOOPBACK, port);
    }

    /**
     * A port kept free for one who will listen on it: bound here and never listening, so that nobody is given it by
     * chance, while who asks for it by number (with SO_REUSEADDR, as every Java server does) gets it.
     */
    static SocketChannel reserve() {
        try {
            return SocketChannel.open()
                    .setOption(StandardSocketOptions.SO_REUSEADDR, true)
                    .bind(address(0));
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1", e);
        }
    }

    static ServerSocketChannel listen(int port) {
        try {
            return ServerSocketChannel.open()
                    .setOption(StandardSocketOptions.SO_REUSEADDR, true)
                    .setOption(StandardSocketOptions.SO_RCVBUF, BUFFER)
                    .bind(address(port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
        }
    }

    /**
     * Whether anybody listens there, found without connecting: a port can be bound beside others (SO_REUSEADDR) only as
     * long as none of them listens.
     */
    static boolean isListening(int port) {
        try (SocketChannel trial = SocketChannel.open().setOption(StandardSocketOptions.SO_REUSEADDR, true)) {
            trial.bind(address(port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    static SocketChannel small(SocketChannel channel) throws IOException {
        return channel.setOption(StandardSocketOptions.TCP_NODELAY, true)
                .setOption(StandardSocketOptions.SO_SNDBUF, BUFFER)
                .setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
    }

    static int portOf(SocketChannel channel) {
        return channel.socket().getLocalPort();
    }

    static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // Closing is all that was wanted.
            return;
        }
    }

    /** Closes with RST in place of FIN. */
    static void reset(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // Already reset by the other end.
            close(channel);
            return;
        }
        close(channel);
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
