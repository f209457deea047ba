package io.schism.workloads.controller;

import io.schism.workloads.coordination.Peer;
import io.schism.workloads.service.Internal;
import java.util.List;
import java.util.Optional;

/**
 * Only a node of the primary's region, and only when nothing can be lost: the old primary answers, is fenced by the new
 * epoch, and the new one has fetched all of its log. Until then the old primary keeps the record; where it is gone for
 * good, a human must decide.
 */
final class SameRegion implements Promotion {
    private final Nodes nodes;

    SameRegion(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public Choice choose(Lost lost) {
        Peer old = lost.primary();
        List<Peer> candidates = nodes.all().stream()
                .filter(peer -> peer.promotable() && peer.region().equals(old.region()) && !peer.equals(old))
                .filter(peer -> nodes.role(peer)
                        .filter(role -> !role.role().equals("out"))
                        .isPresent())
                .toList();
        if (candidates.isEmpty()) {
            return new Wait("no other promotable node of region " + old.region() + " answers");
        }
        if (nodes.role(old).filter(role -> role.seen() < lost.nextEpoch()).isPresent()) {
            return new Wait(old.node() + " answers again");
        }
        Optional<Internal.Installed> fenced =
                nodes.install(old, lost.nextEpoch()).filter(end -> end.seen() == lost.nextEpoch());
        if (fenced.isEmpty()) {
            return new Wait(old.node() + " keeps the record until it is fenced");
        }
        return candidates.stream()
                .filter(candidate -> holdsAll(candidate, old, fenced.get(), lost.nextEpoch()))
                .findFirst()
                .<Choice>map(candidate -> new Promote(candidate, "it has all of " + old.node() + ", which is fenced"))
                // It has all of its own, and without a successor its region would have no primary.
                .orElseGet(() -> new Promote(old, "no other node could fetch its log"));
    }

    private boolean holdsAll(Peer candidate, Peer old, Internal.Installed fenced, long epoch) {
        return nodes.catchUp(candidate, old, fenced, epoch)
                .filter(end -> end.lastEpoch() == fenced.lastEpoch() && end.lastPos() == fenced.lastPos())
                .isPresent();
    }

    @Override
    public boolean deposesFirst() {
        return true;
    }
}
