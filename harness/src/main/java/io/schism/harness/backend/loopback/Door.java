package io.schism.harness.backend.loopback;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A port of the fabric's own. It listens only while it should: where nobody listens behind it, a connection is refused by
 * the kernel before a byte is sent, as it would be without the fabric. Belongs to the loop's thread.
 */
final class Door implements Loop.Handler {
    private final Loop loop;
    private final SocketChannel reservation;
    private final Consumer<SocketChannel> guests;
    private @Nullable ServerSocketChannel listener;

    /** @param guests what to do with each connection that comes in */
    Door(Loop loop, SocketChannel reservation, Consumer<SocketChannel> guests) {
        this.loop = loop;
        this.reservation = reservation;
        this.guests = guests;
    }

    SocketChannel reservation() {
        return reservation;
    }

    int port() {
        return Sockets.portOf(reservation);
    }

    void listen(boolean wanted) {
        if (wanted && listener == null) {
            ServerSocketChannel opened = Sockets.listen(port());
            loop.register(opened, SelectionKey.OP_ACCEPT, this);
            listener = opened;
        } else if (!wanted && listener != null) {
            Sockets.close(listener);
            listener = null;
        }
    }

    @Override
    public void ready(SelectionKey key) {
        ServerSocketChannel open = listener;
        if (open == null) {
            return;
        }
        try {
            SocketChannel guest = open.accept();
            while (guest != null) {
                guests.accept(guest);
                guest = open.accept();
            }
        } catch (IOException e) {
            // Gone before it was let in.
            return;
        }
    }
}
