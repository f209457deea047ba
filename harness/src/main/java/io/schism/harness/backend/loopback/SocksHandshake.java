package io.schism.harness.backend.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.IntConsumer;

/**
 * The server's side of SOCKS 5 (RFC 1928), CONNECT without authentication, up to the request. The answer to the request
 * is not given here: it is withheld until the connection is really made. Belongs to the loop's thread.
 */
final class SocksHandshake implements Loop.Handler {
    private static final int LONGEST = 2 + 255 + 4 + 1 + 255 + 2;
    private static final int VERSION = 5;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int INCOMPLETE = -1;

    /** Tells the opener what became of its request. */
    static final Tunnel.Greeting GREETING = new Tunnel.Greeting(reply(0), reply(5));

    private final SocketChannel channel;
    private final IntConsumer connect;
    private final ByteBuffer in = ByteBuffer.allocate(LONGEST);
    private boolean methodsRead;

    /** @param connect takes the port that is asked for, and the channel with it */
    SocksHandshake(SocketChannel channel, IntConsumer connect) {
        this.channel = channel;
        this.connect = connect;
    }

    private static ByteBuffer reply(int status) {
        return ByteBuffer.wrap(new byte[] {VERSION, (byte) status, 0, IPV4, 127, 0, 0, 1, 0, 0})
                .asReadOnlyBuffer();
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            if (channel.read(in) < 0) {
                Sockets.close(channel);
                return;
            }
            advance();
        } catch (IOException e) {
            Sockets.close(channel);
        }
    }

    private void advance() throws IOException {
        if (!methodsRead) {
            if (in.position() < 2 || in.position() < 2 + (in.get(1) & 0xff)) {
                return;
            }
            in.flip().position(2 + (in.get(1) & 0xff));
            in.compact();
            methodsRead = true;
            channel.write(ByteBuffer.wrap(new byte[] {VERSION, 0}));
        }
        int length = requestLength();
        if (length == INCOMPLETE || in.position() < length) {
            return;
        }
        if (in.get(1) == CONNECT && in.position() == length) {
            connect.accept(in.getShort(length - 2) & 0xffff);
        } else {
            Sockets.reset(channel);
        }
    }

    private int requestLength() throws IOException {
        if (in.position() < 5) {
            return INCOMPLETE;
        }
        return switch (in.get(3)) {
            case IPV4 -> 4 + 4 + 2;
            case IPV6 -> 4 + 16 + 2;
            case NAME -> 4 + 1 + (in.get(4) & 0xff) + 2;
            default -> throw new IOException("unknown address type " + in.get(3));
        };
    }
}
