package io.schism.harness.cluster;

import io.schism.harness.cluster.Topology.ZooKeeperTimes;
import io.schism.harness.yaml.Durations;
import io.schism.harness.zookeeper.Superuser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * The ZooKeeper ensemble of a run: who has which id, who leads at the start, and each voter's configuration.
 *
 * <p>The leader is the voter of a region drawn from the seed: it gets the highest id and starts
 * with just enough others for a quorum, so that the first election can only choose it.
 */
final class Ensemble {
    /** Far more than a run's members and observers need, and few enough to be used up by a fault. */
    private static final int MOST_CONNECTIONS = 400;

    private final Site site;
    private final ZooKeeperTimes times;
    private final double scale;
    private final List<Member> byId;

    Ensemble(Site site, Topology topology, double scale, long seed) {
        this.site = site;
        this.times = topology.zooKeeper();
        this.scale = scale;
        List<Member> voters = new ArrayList<>(topology.members(Member.Kind.ZOOKEEPER));
        Collections.shuffle(voters, new Random(seed));
        this.byId = List.copyOf(voters);
    }

    /** The voter that leads at the start; empty where there is no ensemble. */
    Optional<Member> leader() {
        return byId.isEmpty() ? Optional.empty() : Optional.of(byId.get(byId.size() - 1));
    }

    /** The leader and as many others as make a quorum. */
    List<Member> first() {
        int quorum = Math.min(byId.size(), byId.size() / 2 + 1);
        return byId.subList(byId.size() - quorum, byId.size());
    }

    /** Those who join once the first lead and follow. */
    List<Member> later() {
        return byId.subList(0, byId.size() - first().size());
    }

    Launch launch(Member voter) {
        Map<String, String> files = new TreeMap<>();
        files.put("zoo.cfg", configuration(voter));
        files.put(
                "agent.properties", "myid=" + (byId.indexOf(voter) + 1) + "\nprobe=" + text(voter, Port.PROBE) + "\n");
        return new Launch(
                voter,
                Launch.Jar.ZOOKEEPER,
                "io.schism.workloads.agent.ZooKeeperMain",
                List.of("{config}/zoo.cfg", "{config}/agent.properties"),
                List.of(
                        "-Xmx64m",
                        // The back-off of election messages ends at a minute by default; a healed voter would wait that
                        // long.
                        "-Dzookeeper.fastleader.maxNotificationInterval=" + Math.max(500, millis(times.tick()) * 2),
                        "-Dzookeeper.cnxTimeout=" + Math.max(500, millis(times.tick()) * 2),
                        "-Dzookeeper.maxCnxns=" + MOST_CONNECTIONS,
                        // Who may change the ensemble's members.
                        "-Dzookeeper.DigestAuthenticationProvider.superDigest=" + Superuser.digest()),
                files);
    }

    private String configuration(Member voter) {
        long timeout = millis(times.sessionTimeout());
        StringBuilder text = new StringBuilder()
                .append("tickTime=")
                .append(millis(times.tick()))
                .append('\n')
                .append("initLimit=")
                .append(Math.max(10, times.syncLimit()))
                .append('\n')
                .append("syncLimit=")
                .append(times.syncLimit())
                .append('\n')
                .append("minSessionTimeout=")
                .append(timeout)
                .append('\n')
                .append("maxSessionTimeout=")
                .append(timeout)
                .append('\n')
                .append("maxClientCnxns=0\n")
                .append("reconfigEnabled=true\n")
                .append("dataDir={data}\n")
                .append("admin.enableServer=false\n")
                .append("standaloneEnabled=false\n")
                .append("4lw.commands.whitelist=*\n");
        for (Member peer : byId) {
            text.append("server.").append(byId.indexOf(peer) + 1).append('=');
            text.append(address(voter, peer, Port.ZK_QUORUM)).append(':');
            text.append(port(voter, peer, Port.ZK_ELECTION)).append(";");
            text.append(address(voter, peer, Port.ZK_CLIENT)).append('\n');
        }
        return text.toString();
    }

    /** A voter's own entry says where it listens, a peer's how it is reached. */
    private String address(Member voter, Member peer, Port port) {
        var address = peer.equals(voter) || port == Port.ZK_CLIENT
                ? site.listen(peer.name(), port)
                : site.route(voter.name(), peer.name(), port);
        return address.getHostString() + ":" + address.getPort();
    }

    private int port(Member voter, Member peer, Port port) {
        return peer.equals(voter)
                ? site.listen(peer.name(), port).getPort()
                : site.route(voter.name(), peer.name(), port).getPort();
    }

    private String text(Member member, Port port) {
        var address = site.listen(member.name(), port);
        return address.getHostString() + ":" + address.getPort();
    }

    private long millis(java.time.Duration duration) {
        return Durations.scale(duration, scale).toMillis();
    }
}
