package io.schism.harness.backend.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ports of the host for one site, chosen before anything runs so that a restarted member gets its own again. They lie
 * below the range that the kernel gives to outgoing connections, which could take one while its member is down.
 */
final class HostPorts implements AutoCloseable {
    private static final int LOWEST = 15_000;
    private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final Set<Integer> TAKEN = new HashSet<>();

    private final List<Integer> mine = new ArrayList<>();
    private final int highest = highest();
    private int next;

    /** Different seeds start the search at different ports, so that two harnesses rarely look at the same one. */
    HostPorts(int seed) {
        next = LOWEST + Math.floorMod(seed, highest - LOWEST);
    }

    int take() {
        synchronized (TAKEN) {
            for (int tries = LOWEST; tries < highest; tries++) {
                int port = next;
                next = next + 1 < highest ? next + 1 : LOWEST;
                if (!TAKEN.contains(port) && isFree(port)) {
                    TAKEN.add(port);
                    mine.add(port);
                    return port;
                }
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + highest);
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int highest() {
        try {
            int lowestOutgoing = Files.exists(RANGE)
                    ? Integer.parseInt(Files.readString(RANGE).trim().split("\\s+")[0])
                    : 32_768;
            return lowestOutgoing > LOWEST + 1_000 ? lowestOutgoing : 32_768;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        synchronized (TAKEN) {
            TAKEN.removeAll(mine);
        }
    }
}
