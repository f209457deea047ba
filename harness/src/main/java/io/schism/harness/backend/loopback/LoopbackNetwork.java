package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import java.time.Duration;
import java.util.Set;

/** The fabric as the nemesis sees it. */
final class LoopbackNetwork implements Network {
    private final Fabric fabric;

    LoopbackNetwork(Fabric fabric) {
        this.fabric = fabric;
    }

    @Override
    public void cut(Set<Pair> pairs) {
        fabric.cut(pairs);
    }

    @Override
    public Reach probe(Pair pair, Duration timeout) {
        Port port = Port.probedOn(
                fabric.known(pair.from()).kind(), fabric.known(pair.to()).kind());
        boolean open = port == Port.ZK_ELECTION
                ? Probe.connectBySocks(fabric.socks(pair.from()), fabric.real(pair.to(), port), timeout)
                : Probe.ask(fabric.door(pair.from(), pair.to(), port), port, timeout);
        return open ? Reach.OPEN : Reach.CLOSED;
    }

    @Override
    public String roundTrips() {
        return fabric.latency().describe();
    }
}
