package io.schism.harness.zookeeper;

import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.KeeperException;

/** Thousands of watches that one client has set at one server. They are gone with the client. */
public final class Watches implements AutoCloseable {
    private static final String PATH = "/schism-watched/";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final Client<?> client;

    private Watches(Client<?> client) {
        this.client = client;
    }

    /** Sets them, on nodes that do not exist; returns once the server has them all. */
    public static Watches set(Voter voter, int count) {
        Client<?> client = Client.connect(List.of(voter));
        AtomicInteger set = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            client.api()
                    .exists(
                            PATH + i,
                            event -> {},
                            (code, path, context, stat) -> {
                                if (code == KeeperException.Code.NONODE.intValue()) {
                                    set.incrementAndGet();
                                }
                            },
                            null);
        }
        if (!Pause.until(() -> set.get() == count, LIMIT, BETWEEN)) {
            client.close();
            throw new IllegalStateException(voter.name() + " took " + set.get() + " of " + count + " watches within "
                    + LIMIT.toSeconds() + " s");
        }
        return new Watches(client);
    }

    @Override
    public void close() {
        client.close();
    }
}
