package io.schism.harness.zookeeper;

import io.schism.workloads.time.Pause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.data.Stat;

/** Who belongs to an ensemble, and the change of it while it serves (dynamic reconfiguration). */
public final class Membership {
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final String SERVER = "server.";

    private Membership() {}

    /** The members as a server knows them: id to address, as in {@code server.ID=ADDRESS}. */
    public static Map<String, String> seenBy(Voter voter) {
        try (Client<?> client = Client.connect(List.of(voter))) {
            return parse(new String(
                    client.call("tell its members", z -> z.getConfig(false, new Stat())), StandardCharsets.UTF_8));
        }
    }

    static Map<String, String> parse(String config) {
        Map<String, String> members = new TreeMap<>();
        config.lines().filter(line -> line.startsWith(SERVER)).forEach(line -> {
            int equals = line.indexOf('=');
            members.put(line.substring(SERVER.length(), equals), line.substring(equals + 1));
        });
        return members;
    }

    /** Takes a member out through those that serve, within that time; it goes on running, without a vote. */
    public static void remove(Supplier<List<Voter>> through, String id, Duration limit) {
        change(through, "remove member " + id, limit, admin -> admin.reconfigure(null, id, null, -1, new Stat()));
    }

    /** Takes a member in, through those that serve, within that time. */
    public static void add(Supplier<List<Voter>> through, String id, String address, Duration limit) {
        change(
                through,
                "add member " + id,
                limit,
                admin -> admin.reconfigure(SERVER + id + "=" + address, null, null, -1, new Stat()));
    }

    /**
     * Again and again for a while: a change is refused while there is no leader, or while another is under way, and after a
     * cut none may serve yet.
     *
     * @param through those that serve; asked before each attempt, and may throw {@link IllegalStateException}
     */
    private static void change(
            Supplier<List<Voter>> through, String what, Duration limit, Client.Work<ZooKeeperAdmin, byte[]> work) {
        AtomicReference<IllegalStateException> last = new AtomicReference<>();
        boolean done = Pause.until(
                () -> {
                    try (Client<ZooKeeperAdmin> client = Client.connect(asked(through))) {
                        Superuser.become(client.api());
                        client.call(what, work);
                        return true;
                    } catch (IllegalStateException e) {
                        last.set(e);
                        return false;
                    }
                },
                limit,
                BETWEEN);
        if (!done) {
            throw last.get();
        }
    }

    private static List<Voter> asked(Supplier<List<Voter>> through) {
        List<Voter> serving = through.get();
        if (serving.isEmpty()) {
            throw new IllegalStateException("no other ZooKeeper serves");
        }
        return serving;
    }
}
