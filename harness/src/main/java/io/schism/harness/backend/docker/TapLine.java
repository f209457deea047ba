package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Device;
import io.schism.harness.cluster.Shape;
import io.schism.workloads.time.Pause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Delays packets where the kernel cannot. What is sent into a network device inside the member's own network comes, frame by
 * frame, to an agent beside the member, which gives each back when its time has come; what comes out of the device goes out of
 * the member's own. The device is made by socat in the side container, and is gone with it.
 */
final class TapLine implements AutoCloseable {
    static final String DEVICE = "schism0";
    private static final String TUN = "/dev/net/tun";
    private static final int LARGEST_FRAME = 1 << 16;

    /** SO_RCVBUFFORCE, which goes beyond what the machine lets everybody have. */
    private static final String BUFFER = "setsockopt-int=1:33:" + (8 << 20);

    /** What the line holds when the last delay ends still comes: this stays as long as the device. */
    private static final String BACK =
            """
            add table netdev schism-line
            delete table netdev schism-line
            table netdev schism-line {
             chain back {
              type filter hook ingress device "%s" priority 0; policy accept;
              meta mark set %s fwd to "%s"
             }
            }
            """
                    .formatted(DEVICE, Namespace.DELAYED, Namespace.DEVICE);

    private static final Pattern DELAYING = Pattern.compile("delaying (\\d+)");
    private static final Duration UP = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private final SideContainer side;
    private final AgentContainer agent;

    private TapLine(SideContainer side, AgentContainer agent) {
        this.side = side;
        this.agent = agent;
    }

    /** Why it cannot be had here; empty where it can. */
    static Optional<String> lacking() {
        if (SideImage.socat().isEmpty()) {
            return Optional.of("this machine has no socat (apt-get install socat)");
        }
        return Files.exists(Path.of(TUN))
                ? Optional.empty()
                : Optional.of("this machine has no " + TUN + " (modprobe tun)");
    }

    /** What the side container needs of the host for it. */
    static List<Device> devices() {
        return lacking().isPresent() ? List.of() : List.of(new Device("rw", TUN, TUN));
    }

    /**
     * Makes the device, which delays nothing yet.
     *
     * @param side in the network of the container
     * @param image of the members of a run
     */
    static TapLine open(
            DockerClient client,
            SideContainer side,
            String container,
            String image,
            String name,
            Map<String, String> labels) {
        TapLine line =
                new TapLine(side, AgentContainer.beside(client, container, image, name, labels, AgentContainer.ITSELF));
        try {
            line.start();
            return line;
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
    }

    private void start() {
        require(Pause.until(() -> port(Map.of()).isPresent(), UP, POLL), "the agent that delays does not answer");
        side.run(SideImage.SOCAT + " -b " + LARGEST_FRAME + " TUN,tun-type=tap,tun-name=" + DEVICE
                + ",iff-no-pi,iff-up UDP4-DATAGRAM:127.0.0.1:" + port(Map.of()).orElseThrow() + ",bind=127.0.0.1:0,"
                + BUFFER + " >/dev/null 2>&1 &");
        require(Pause.until(() -> side.nft(BACK).exit() == 0, UP, POLL), "socat makes no network device");
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalStateException(problem);
        }
    }

    /** What is delayed from now on, by the address of who it is sent to; everything else comes back at once. */
    void delay(Map<String, Shape> shapes) {
        require(port(shapes).isPresent(), "the agent that delays does not answer");
    }

    /** Where the agent takes frames, once it does. */
    private Optional<String> port(Map<String, Shape> shapes) {
        StringBuilder question = new StringBuilder("delay");
        shapes.forEach((peer, shape) -> question.append(' ').append(words(peer, shape)));
        String text = side.run("echo '" + question + "' | " + SideImage.SOCAT + " -t 5 - TCP4:127.0.0.1:"
                        + AgentContainer.PORT)
                .text();
        return Optional.of(DELAYING.matcher(text)).filter(Matcher::matches).map(matcher -> matcher.group(1));
    }

    private static String words(String peer, Shape shape) {
        return peer + " " + shape.delay().toNanos() + " " + shape.jitter().toNanos() + " " + shape.reordering();
    }

    /** The side container, and the device with it, is its owner's to close. */
    @Override
    public void close() {
        agent.close();
    }
}
