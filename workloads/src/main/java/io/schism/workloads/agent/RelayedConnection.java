package io.schism.workloads.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One connection through the relay: two sockets and a window of bytes each way.
 *
 * <p>The caller's connection is accepted before the target has answered, which a router would not do. Three rules keep
 * that from showing: a target that refuses resets the caller; a caller that ends before the target has answered is
 * never heard by the target; and until then no more than a window is taken from the caller.
 */
final class RelayedConnection {
    private static final int WINDOW = 16 * 1024;

    private final End caller;
    private final End target;

    private RelayedConnection(End caller, End target) {
        this.caller = caller;
        this.target = target;
    }

    /** One side: its socket, what was read from it and not yet written to the other, and how far it has ended. */
    private static final class End {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer read = ByteBuffer.allocate(WINDOW);
        private boolean finRead;
        private boolean finWritten;

        End(SocketChannel channel, Selector selector) throws IOException {
            this.channel = channel;
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            this.key = channel.register(selector, 0);
        }

        void reset() {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // Broken already: closing is all that is left.
            }
            close();
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // It is of no use either way.
            }
        }
    }

    static void begin(SocketChannel accepted, InetSocketAddress address, Selector selector) throws IOException {
        End caller = new End(accepted, selector);
        try {
            End target = new End(SocketChannel.open(), selector);
            RelayedConnection connection = new RelayedConnection(caller, target);
            caller.key.attach(connection);
            target.key.attach(connection);
            target.channel.connect(address);
            connection.want();
        } catch (IOException e) {
            caller.reset();
            throw e;
        }
    }

    void serve(SelectionKey key) {
        try {
            if (target.channel.isConnectionPending()) {
                connecting(key);
            } else {
                carry(caller, target);
                carry(target, caller);
                endWhenBothEnded();
            }
            want();
        } catch (IOException e) {
            // One side was reset or refused: so is the other.
            caller.reset();
            target.reset();
        }
    }

    private void connecting(SelectionKey key) throws IOException {
        if (key == target.key) {
            target.channel.finishConnect();
        } else if (caller.channel.read(caller.read) < 0) {
            caller.close();
            target.close();
        }
    }

    /** Reads what fits, writes what goes, and passes a FIN on once everything before it is written. */
    private static void carry(End from, End to) throws IOException {
        if (!from.finRead && from.read.hasRemaining() && from.channel.read(from.read) < 0) {
            from.finRead = true;
        }
        from.read.flip();
        if (from.read.hasRemaining()) {
            to.channel.write(from.read);
        }
        from.read.compact();
        if (from.finRead && from.read.position() == 0 && !to.finWritten) {
            to.channel.shutdownOutput();
            to.finWritten = true;
        }
    }

    private void endWhenBothEnded() {
        if (caller.finWritten && target.finWritten) {
            caller.close();
            target.close();
        }
    }

    private void want() {
        if (!caller.channel.isOpen() || !target.channel.isOpen()) {
            return;
        }
        boolean connecting = !target.channel.isConnected();
        caller.key.interestOps(interest(caller, target, connecting ? 0 : SelectionKey.OP_WRITE));
        target.key.interestOps(connecting ? SelectionKey.OP_CONNECT : interest(target, caller, SelectionKey.OP_WRITE));
    }

    private static int interest(End end, End other, int write) {
        int read = !end.finRead && end.read.hasRemaining() ? SelectionKey.OP_READ : 0;
        return read | (other.read.position() > 0 ? write : 0);
    }
}
