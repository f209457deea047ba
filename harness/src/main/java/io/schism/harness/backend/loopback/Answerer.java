package io.schism.harness.backend.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * What answers a probe that is sent to a place of clients: clients listen on nothing, yet the way to them is cut and
 * probed as any other. Belongs to the loop's thread.
 */
final class Answerer implements Loop.Handler {
    private static final byte[] ANSWER =
            "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final ByteBuffer scratch;

    Answerer(SocketChannel channel, ByteBuffer scratch) {
        this.channel = channel;
        this.scratch = scratch;
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            if (channel.read(scratch.clear()) > 0) {
                channel.write(ByteBuffer.wrap(ANSWER));
            }
            channel.close();
        } catch (IOException e) {
            // Who asked has gone.
            Sockets.close(channel);
        }
    }
}
