package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import io.schism.harness.cluster.Launch;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Site;
import io.schism.harness.nodejar.NodeJars;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** Sites and small members for the tests of this package. */
final class DockerRig {
    static final DockerBackend BACKEND = new DockerBackend(Images.SCRATCH, NodeJars::path);
    private static final AtomicInteger RUNS = new AtomicInteger();

    private DockerRig() {}

    /** The client, or a test that is left out with the reason. */
    static DockerClient assumeDocker() {
        try {
            return Engine.connect();
        } catch (UserError e) {
            if (System.getenv().getOrDefault("SCHISM_REQUIRE", "").contains("docker")) {
                throw e;
            }
            Assumptions.abort(e.getMessage());
            throw e;
        }
    }

    static String runId() {
        return "test-" + ProcessHandle.current().pid() + "-" + RUNS.incrementAndGet();
    }

    static Site open(String runId, Path folder, Member... members) {
        return BACKEND.open(runId, folder, List.of(members), Map.of());
    }

    static Member member(String name, Member.Kind kind) {
        return new Member(name, kind, name.substring(name.length() - 1));
    }

    /** A member that answers on HTTP's port and probes, and needs nobody. */
    static Launch echo(Member member) {
        return new Launch(
                member,
                Launch.Jar.SERVICE,
                "io.schism.workloads.agent.RelayMain",
                List.of("{config}/relay.properties"),
                List.of("-Xmx32m"),
                Map.of("relay.properties", "probe = 0.0.0.0:7070\nrelay.8080 = 127.0.0.1:7070\n"));
    }

    static Launch zooKeeper(Site site, Member member, List<Member> voters) {
        String servers = voters.stream()
                .map(voter -> "server." + (voters.indexOf(voter) + 1) + "="
                        + site.route(member.name(), voter.name(), Port.ZK_QUORUM)
                                .getAddress()
                                .getHostAddress()
                        + ":2888:3888;2181\n")
                .collect(Collectors.joining());
        String cfg =
                """
                dataDir={data}
                tickTime=500
                initLimit=10
                syncLimit=4
                standaloneEnabled=false
                admin.enableServer=false
                4lw.commands.whitelist=*
                """
                        + servers;
        return new Launch(
                member,
                Launch.Jar.ZOOKEEPER,
                "io.schism.workloads.agent.ZooKeeperMain",
                List.of("{config}/zoo.cfg", "{config}/agent.properties"),
                List.of("-Xmx64m"),
                Map.of(
                        "zoo.cfg",
                        cfg,
                        "agent.properties",
                        "myid = " + (voters.indexOf(member) + 1) + "\nprobe = 0.0.0.0:7070\n"));
    }

    /** A member's address, as the others see it. */
    static String inside(Site site, String member) {
        return site.listen(member, Port.PROBE).getAddress().getHostAddress();
    }

    /** leader, follower, "not currently serving", or why it does not answer. */
    static String mode(Site site, Member zooKeeper) {
        String answer = ask(site, zooKeeper, Port.ZK_CLIENT, "srvr");
        return answer.lines()
                .filter(line -> line.startsWith("Mode: "))
                .map(line -> line.substring(6))
                .findFirst()
                .orElse(answer.trim());
    }

    static String ask(Site site, Member member, Port port, String question) {
        try (Socket socket = new Socket()) {
            socket.connect(site.observe(member.name(), port), 1000);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            StringWriter answer = new StringWriter();
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII).transferTo(answer);
            return answer.toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Every container, network and volume that carries a label of that run, whether it runs or not. */
    static List<String> traces(DockerClient client, String runId) {
        List<String> label = List.of(Labels.RUN + "=" + runId);
        List<String> traces = new java.util.ArrayList<>();
        client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(label)
                .exec()
                .forEach(container -> traces.add(container.getNames()[0]));
        client.listNetworksCmd().withFilter("label", label).exec().forEach(network -> traces.add(network.getName()));
        client.listVolumesCmd()
                .withFilter("label", label)
                .exec()
                .getVolumes()
                .forEach(volume -> traces.add(volume.getName()));
        return traces;
    }
}
