package io.schism.harness.zookeeper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;

/**
 * More requests than an ensemble can answer at once: each client keeps as many writes of a kilobyte unanswered as it is
 * told to, and sends another for each answer. Latency is then what is unanswered divided by what is answered a second.
 */
public final class Storm implements AutoCloseable {
    private static final String PATH = "/schism-storm";
    private static final byte[] CONTENT = "x".repeat(1024).getBytes(StandardCharsets.US_ASCII);
    private static final int BASELINE = 5;

    private final List<Client<?>> clients = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong waited = new AtomicLong();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Duration before;
    private final int asked;
    private volatile boolean over;
    private long lookedAt = System.nanoTime();

    /**
     * What was seen since the last look.
     *
     * @param perSecond requests answered
     * @param latency their mean
     * @param unanswered how many wait right now
     */
    public record Look(long perSecond, Duration latency, int unanswered) {}

    private Storm(int asked, Duration before) {
        this.asked = asked;
        this.before = before;
    }

    /** @param unanswered how many requests are kept waiting, by all clients together */
    public static Storm begin(List<Voter> voters, int clients, int unanswered) {
        Storm storm;
        try (Client<?> first = Client.connect(voters)) {
            first.call("make " + PATH, zooKeeper -> {
                try {
                    return zooKeeper.create(PATH, CONTENT, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                } catch (KeeperException.NodeExistsException e) {
                    return PATH; // An earlier storm's, or one that blows beside this one.
                }
            });
            storm = new Storm(unanswered, baseline(first));
        }
        try {
            storm.rise(voters, clients);
            return storm;
        } catch (RuntimeException e) {
            storm.close();
            throw e;
        }
    }

    private void rise(List<Voter> voters, int count) {
        for (int i = 0; i < count; i++) {
            Client<?> client = Client.connect(List.of(voters.get(i % voters.size())));
            clients.add(client);
            for (int j = i; j < asked; j += count) {
                send(client);
            }
        }
    }

    private static Duration baseline(Client<?> client) {
        long begin = System.nanoTime();
        for (int i = 0; i < BASELINE; i++) {
            client.call("write " + PATH, zooKeeper -> zooKeeper.setData(PATH, CONTENT, -1));
        }
        return Duration.ofNanos((System.nanoTime() - begin) / BASELINE);
    }

    private void send(Client<?> client) {
        if (over) {
            return;
        }
        long sent = System.nanoTime();
        unanswered.incrementAndGet();
        client.api()
                .setData(
                        PATH,
                        CONTENT,
                        -1,
                        (code, path, context, stat) -> {
                            unanswered.decrementAndGet();
                            if (code == KeeperException.Code.OK.intValue()) {
                                answered.incrementAndGet();
                                waited.addAndGet(System.nanoTime() - sent);
                            }
                            // Without its session a client would be refused at once, for ever.
                            if (client.api().getState().isAlive()) {
                                send(client);
                            }
                        },
                        null);
    }

    /** How long a write took before. */
    public Duration latencyBefore() {
        return before;
    }

    /** How many requests it keeps waiting. */
    public int asked() {
        return asked;
    }

    public synchronized Look look() {
        long now = System.nanoTime();
        long count = answered.getAndSet(0);
        long nanos = waited.getAndSet(0);
        double seconds = Math.max(1e-3, (now - lookedAt) / 1e9);
        lookedAt = now;
        return new Look(Math.round(count / seconds), Duration.ofNanos(nanos / Math.max(1, count)), unanswered.get());
    }

    @Override
    public void close() {
        over = true;
        clients.forEach(Client::close);
        clients.clear();
    }

    /** Removes what it wrote. */
    public static void sweep(List<Voter> voters) {
        try (Client<?> client = Client.connect(voters)) {
            client.call("delete " + PATH, zooKeeper -> {
                try {
                    zooKeeper.delete(PATH, -1);
                } catch (KeeperException.NoNodeException e) {
                    // Somebody else has swept.
                }
                return true;
            });
        }
    }
}
