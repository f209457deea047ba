package io.schism.workloads.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Holds packets back, as netem does where a kernel has it. Whoever reads a network device sends each of its frames here as a
 * datagram, and gets it back when its time has come.
 *
 * <p>Each packet has a time of its own, drawn when it comes: with a jitter packets overtake each other, as netem's do.
 */
final class DelayLine implements AutoCloseable {
    private static final int WORDS_OF_ONE = 4;
    private static final int LARGEST = 1 << 16;
    private static final int RECEIVE_BUFFER = 8 << 20;

    /** Bytes, of small packets mostly what it takes to hold them; what is beyond is lost, as with a router whose memory is full. */
    private static final long MOST_HELD = 16 << 20;

    private static final int COST_OF_HOLDING = 128;

    /** Where a frame has the kind of packet that it carries, and where an IPv4 packet in it has its destination. */
    private static final int KIND = 12;

    private static final short IPV4 = 0x0800;
    private static final int DESTINATION = 30;

    private final DelayQueue<Held> held = new DelayQueue<>();
    private final AtomicLong bytesHeld = new AtomicLong();
    private final Random random = new Random(1);
    private volatile Map<Integer, Lateness> byDestination = Map.of();
    private @Nullable DatagramChannel channel;

    /** What becomes of packets to one address. */
    private record Lateness(long delayNanos, long jitterNanos, double overtaking) {
        static final Lateness NONE = new Lateness(0, 0, 0);

        long next(Random random) {
            if (random.nextDouble() < overtaking) {
                return 0;
            }
            return Math.max(0, delayNanos + Math.round((2 * random.nextDouble() - 1) * jitterNanos));
        }
    }

    /** A frame, until when, and who gets it back; of two with the same time the first to come goes first. */
    private record Held(long until, long number, byte[] frame, SocketAddress owner) implements Delayed {
        int cost() {
            return frame.length + COST_OF_HOLDING;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Held next = (Held) other;
            long later = until == next.until ? number - next.number : until - next.until;
            return Long.signum(later);
        }
    }

    /**
     * {@code delay} and any number of {@code ADDRESS NANOS JITTERNANOS OVERTAKING}: {@code delaying PORT}, where frames are taken.
     * What is held already keeps its time, and packets to any other address go back at once.
     */
    synchronized String set(String[] words, BufferedReader in) throws IOException {
        Map<Integer, Lateness> next = new HashMap<>();
        for (int i = 1; i + WORDS_OF_ONE <= words.length; i += WORDS_OF_ONE) {
            next.put(
                    number(words[i]),
                    new Lateness(
                            Long.parseLong(words[i + 1]),
                            Long.parseLong(words[i + 2]),
                            Double.parseDouble(words[i + 3])));
        }
        byDestination = Map.copyOf(next);
        if (channel == null) {
            channel = open();
        }
        return "delaying " + ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    private static int number(String address) throws UnknownHostException {
        return ByteBuffer.wrap(InetAddress.getByName(address).getAddress()).getInt();
    }

    private DatagramChannel open() throws IOException {
        DatagramChannel opened = DatagramChannel.open(StandardProtocolFamily.INET);
        opened.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        start("delay-line-in", () -> take(opened));
        start("delay-line-out", () -> giveBack(opened));
        return opened;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void take(DatagramChannel from) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
        long number = 0;
        while (from.isOpen()) {
            try {
                SocketAddress owner = from.receive(buffer.clear());
                buffer.flip();
                // A device also sends of its own accord, to find its neighbours: nothing that a member has sent.
                if (buffer.limit() >= DESTINATION + Integer.BYTES && buffer.getShort(KIND) == IPV4) {
                    hold(buffer, number++, owner);
                }
            } catch (IOException e) {
                // Closed, or one that could not be read: the loop's condition tells which.
            }
        }
    }

    private void hold(ByteBuffer packet, long number, SocketAddress owner) {
        long late = byDestination
                .getOrDefault(packet.getInt(DESTINATION), Lateness.NONE)
                .next(random);
        byte[] frame = new byte[packet.remaining()];
        packet.get(frame);
        Held next = new Held(System.nanoTime() + late, number, frame, owner);
        if (bytesHeld.get() + next.cost() <= MOST_HELD) {
            bytesHeld.addAndGet(next.cost());
            held.add(next);
        }
    }

    private void giveBack(DatagramChannel to) {
        while (to.isOpen()) {
            try {
                Held next = held.poll(1, TimeUnit.SECONDS);
                if (next != null) {
                    bytesHeld.addAndGet(-next.cost());
                    to.send(ByteBuffer.wrap(next.frame), next.owner);
                }
            } catch (IOException e) {
                // Closed, or this one is lost and the next may not be: the loop's condition tells which.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
