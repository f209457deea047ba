package io.schism.workloads.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that nobody listens on. They lie below those that a system gives to whoever connects somewhere: such a port could be
 * taken between the asking and the listening. Each process begins elsewhere.
 */
final class FreePort {
    private static final int LOWEST = 20_000;
    private static final int BLOCKS = 100;
    private static final int BLOCK = 100;
    private static final AtomicInteger NEXT =
            new AtomicInteger(LOWEST + (int) (ProcessHandle.current().pid() % BLOCKS) * BLOCK);

    private FreePort() {}

    static int next() {
        for (int tried = 0; tried < BLOCKS * BLOCK; tried++) {
            int port = LOWEST + (NEXT.getAndIncrement() - LOWEST) % (BLOCKS * BLOCK);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                continue; // taken
            }
        }
        throw new IllegalStateException("no free port from " + LOWEST + " on");
    }
}
