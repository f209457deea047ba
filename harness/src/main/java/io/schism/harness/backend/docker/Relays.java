package io.schism.harness.backend.docker;

import io.schism.harness.cluster.Launch;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import java.util.List;
import java.util.Map;

/** How the agent is started that relays clients' connections and answers probes. */
final class Relays {
    private static final String MAIN = "io.schism.workloads.agent.RelayMain";
    private static final String FILE = "relay.properties";

    private Relays() {}

    /** Where the clients of a region come in. */
    static Launch gateway(Member gateway, String properties) {
        return launch(gateway, "-Xmx64m", properties);
    }

    /** What owns the network that a user's container joins; it relays nothing. */
    static Launch holder(Member member) {
        return launch(member, "-Xmx32m", "probe = 0.0.0.0:" + Port.PROBE.number() + "\n");
    }

    private static Launch launch(Member member, String heap, String properties) {
        return new Launch(
                member, Launch.Jar.SERVICE, MAIN, List.of("{config}/" + FILE), List.of(heap), Map.of(FILE, properties));
    }
}
