package io.schism.workloads.controller;

import io.schism.workloads.coordination.Peer;
import java.util.List;
import java.util.stream.Stream;

/** The first promotable node that answers, other regions than the lost primary's first; nobody compares logs. */
final class AnyRegion implements Promotion {
    private final Nodes nodes;

    AnyRegion(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public Choice choose(Lost lost) {
        String region = lost.primary().region();
        List<Peer> promotable = nodes.all().stream()
                .filter(Peer::promotable)
                .filter(peer -> !peer.equals(lost.primary()))
                .toList();
        return Stream.concat(
                        promotable.stream().filter(peer -> !peer.region().equals(region)),
                        promotable.stream().filter(peer -> peer.region().equals(region)))
                .filter(this::answers)
                .findFirst()
                .<Choice>map(peer -> new Promote(peer, "the first that answers"))
                .orElseGet(() -> new Wait("no promotable node answers"));
    }

    private boolean answers(Peer peer) {
        return nodes.role(peer).filter(role -> !role.role().equals("out")).isPresent();
    }

    @Override
    public boolean deposesFirst() {
        return false;
    }
}
