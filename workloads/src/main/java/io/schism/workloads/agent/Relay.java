package io.schism.workloads.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Carries TCP connections to their targets as a router would: what ends or breaks on one side ends or breaks on the
 * other, and no more than a small window is ever held here. One thread serves every connection.
 */
final class Relay implements AutoCloseable {
    private final Selector selector;

    Relay() throws IOException {
        selector = Selector.open();
    }

    /** Carries what connects there to the target; returns where it listens. Only before {@link #run}. */
    InetSocketAddress listen(InetSocketAddress listen, InetSocketAddress target) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(listen);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT, target);
        return (InetSocketAddress) server.getLocalAddress();
    }

    /** Serves until {@link #close}. */
    void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve);
            }
        } catch (ClosedSelectorException e) {
            // Closed: as asked.
        } catch (IOException e) {
            throw new UncheckedIOException("the relay's selector failed", e);
        }
    }

    private void serve(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof InetSocketAddress target) {
            accept((ServerSocketChannel) key.channel(), target);
        } else if (key.attachment() instanceof RelayedConnection connection) {
            connection.serve(key);
        }
    }

    private void accept(ServerSocketChannel server, InetSocketAddress target) {
        try {
            SocketChannel caller = server.accept();
            if (caller != null) {
                RelayedConnection.begin(caller, target, selector);
            }
        } catch (IOException e) {
            // The caller was gone before it was accepted.
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
