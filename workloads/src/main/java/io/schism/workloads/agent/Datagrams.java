package io.schism.workloads.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Numbered datagrams between agents: what becomes of single packets, which TCP would hide. */
final class Datagrams implements AutoCloseable {
    private static final int SIZE = Long.BYTES + Integer.BYTES;
    private static final int REMEMBERED = 256;
    private static final int BUFFER = 1 << 20;

    /** Between two datagrams, so that no buffer on the way overflows. */
    private static final long SPACING_NANOS = 100_000;

    private final DatagramSocket socket;
    private final Map<Long, Tally> tallies = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Tally> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Datagrams(DatagramSocket socket) {
        this.socket = socket;
    }

    static Datagrams on(InetSocketAddress address) throws IOException {
        DatagramSocket socket = new DatagramSocket(address);
        socket.setReceiveBufferSize(BUFFER);
        return new Datagrams(socket);
    }

    /** What arrived of one session. */
    private static final class Tally {
        private final BitSet seen = new BitSet();
        private int copies;
        private int overtaken;
        private long latest;

        void add(int number) {
            if (seen.get(number)) {
                copies++;
            } else if (seen.length() > number) {
                overtaken++;
            }
            seen.set(number);
            latest = System.nanoTime();
        }
    }

    /** Counts what comes, until closed. */
    void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[SIZE], SIZE);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                if (packet.getLength() == SIZE) {
                    ByteBuffer content = ByteBuffer.wrap(packet.getData());
                    count(content.getLong(), content.getInt());
                }
            } catch (IOException e) {
                // Closed, or one that could not be read: the loop's condition tells which.
            }
        }
    }

    private void count(long session, int number) {
        synchronized (tallies) {
            tallies.computeIfAbsent(session, unknown -> new Tally()).add(number);
        }
    }

    /** {@code datagrams host port session count}: {@code sent}. */
    String send(String[] words, BufferedReader in) throws IOException {
        InetSocketAddress to = new InetSocketAddress(words[1], Integer.parseInt(words[2]));
        long session = Long.parseLong(words[3]);
        int count = Integer.parseInt(words[4]);
        try (DatagramSocket out = new DatagramSocket()) {
            for (int number = 0; number < count; number++) {
                byte[] content = ByteBuffer.allocate(SIZE)
                        .putLong(session)
                        .putInt(number)
                        .array();
                out.send(new DatagramPacket(content, SIZE, to));
                LockSupport.parkNanos(SPACING_NANOS);
            }
        }
        return "sent";
    }

    /**
     * {@code arrived session}: {@code arrived DISTINCT COPIES OVERTAKEN LATEST} so far, the time of the latest by this JVM's
     * {@link System#nanoTime()}.
     */
    String arrived(String[] words, BufferedReader in) {
        synchronized (tallies) {
            Tally tally = tallies.getOrDefault(Long.parseLong(words[1]), new Tally());
            return "arrived " + tally.seen.cardinality() + " " + tally.copies + " " + tally.overtaken + " "
                    + tally.latest;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
