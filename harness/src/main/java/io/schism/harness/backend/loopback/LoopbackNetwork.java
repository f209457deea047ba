package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fabric as the nemesis sees it. Of a program of the user's it is not known what it speaks: a probe to it counts once it has
 * accepted a connection. Nor is it known whether it goes by the fabric at all: a connection past it is an open way, cut or
 * not.
 */
final class LoopbackNetwork implements Network {
    private final Fabric fabric;

    private final Map<String, LoopbackMember> members;
    private final Bypasses bypasses;

    LoopbackNetwork(Fabric fabric, Map<String, LoopbackMember> members) {
        this.fabric = fabric;
        this.members = members;
        this.bypasses = new Bypasses(members.values());
    }

    @Override
    public void cut(Set<Pair> pairs) {
        fabric.cut(pairs);
    }

    @Override
    public Reach probe(Pair pair, Duration timeout) {
        Port port = Port.probedOn(
                fabric.known(pair.from()).kind(), fabric.known(pair.to()).kind());
        boolean open = port == Port.ZK_ELECTION || isForeign(pair.to())
                ? Probe.connectBySocks(fabric.socks(pair.from()), fabric.real(pair.to(), port), timeout)
                : Probe.ask(fabric.door(pair.from(), pair.to(), port), port, timeout);
        open |= isForeign(pair.from()) && isForeign(pair.to()) && bypasses.connects(pair);
        return open ? Reach.OPEN : Reach.CLOSED;
    }

    @Override
    public Set<Pair> bypasses() {
        return bypasses.all();
    }

    private boolean isForeign(String member) {
        return Optional.ofNullable(members.get(member))
                .filter(LoopbackMember::isForeign)
                .isPresent();
    }

    @Override
    public String roundTrips() {
        return fabric.latency().describe();
    }
}
