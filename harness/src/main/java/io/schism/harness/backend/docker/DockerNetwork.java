package io.schism.harness.backend.docker;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Cuts by the bridge firewall; probes by the agent inside the member that the probe is to leave from. */
final class DockerNetwork implements Network {
    /** An answer takes longer than the probe that it tells of. */
    private static final Duration ANSWER_MARGIN = Duration.ofMillis(750);

    private final Addresses addresses;
    private final Firewall firewall;

    DockerNetwork(Addresses addresses, Firewall firewall) {
        this.addresses = addresses;
        this.firewall = firewall;
    }

    @Override
    public void cut(Set<Pair> pairs) {
        firewall.apply(pairs.stream()
                .map(pair -> new Firewall.Path(addresses.ip(pair.from()), addresses.ip(pair.to())))
                .collect(Collectors.toSet()));
    }

    /** {@inheritDoc} It is tried by an agent inside the member; one that is paused or does not run cannot be asked. */
    @Override
    public Reach probe(Pair pair, Duration timeout) {
        Port port = Port.probedOn(
                addresses.member(pair.from()).kind(),
                addresses.member(pair.to()).kind());
        if (addresses.member(pair.to()).kind() == Member.Kind.CLIENTS) {
            port = Port.PROBE;
        }
        InetSocketAddress agent = addresses.onHost(pair.from(), Port.PROBE);
        int limit = Math.toIntExact(timeout.plus(ANSWER_MARGIN).toMillis());
        try (Socket asked = new Socket()) {
            asked.connect(agent, limit);
            asked.setSoTimeout(limit);
            String question = addresses.ip(pair.to()) + " "
                    + addresses.member(pair.to()).number(port) + " " + timeout.toMillis() + "\n";
            asked.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            String answer = new BufferedReader(new InputStreamReader(asked.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return answer == null ? Reach.NOT_TRIED : answer.equals("open") ? Reach.OPEN : Reach.CLOSED;
        } catch (IOException e) {
            return Reach.NOT_TRIED;
        }
    }

    @Override
    public String roundTrips() {
        return "not reproduced: the docker backend does not shape";
    }
}
