package io.schism.harness.zookeeper;

import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Whose sessions an ensemble holds, known by the ephemeral nodes that they own. */
public final class Sessions {
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final List<Voter> voters;

    public Sessions(List<Voter> voters) {
        this.voters = List.copyOf(voters);
    }

    /** The sessions that own an ephemeral node which bears this name: as the last part of its path, or as its content. */
    public Set<Long> of(String owner) {
        Set<Long> sessions = new LinkedHashSet<>();
        try (Client<?> client = Client.connect(voters)) {
            all().forEach((session, paths) -> {
                if (paths.stream().anyMatch(bears(client, owner))) {
                    sessions.add(session);
                }
            });
        }
        return sessions;
    }

    private static Predicate<String> bears(Client<?> client, String owner) {
        return path -> path.endsWith("/" + owner)
                || client.call("read " + path, zooKeeper -> {
                    if (zooKeeper.exists(path, false) == null) {
                        return false;
                    }
                    byte[] content = zooKeeper.getData(path, false, null);
                    return content != null
                            && owner.equals(new String(content, java.nio.charset.StandardCharsets.UTF_8));
                });
    }

    /** Ends a session as if it had expired: its client is told so when it asks the next time. */
    public void expire(long session) {
        try (Client<?> client = Client.join(first(Voter::serves), session)) {
            // A session ends for all who share it.
            client.close();
        }
        if (!Pause.until(() -> !isAlive(session), ASK, BETWEEN)) {
            throw new IllegalStateException("session 0x" + Long.toHexString(session) + " outlives its end");
        }
    }

    /** Whether it still owns anything. */
    public boolean isAlive(long session) {
        return all().containsKey(session);
    }

    private Map<Long, List<String>> all() {
        return voters.stream()
                .filter(Voter::leads)
                .findFirst()
                .flatMap(Voter::ephemerals)
                .orElseThrow(() -> new IllegalStateException("no ZooKeeper leader tells its sessions"));
    }

    private Voter first(Predicate<Voter> which) {
        return voters.stream()
                .filter(which)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no ZooKeeper serves"));
    }
}
