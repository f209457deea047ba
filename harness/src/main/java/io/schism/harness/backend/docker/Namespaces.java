package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import io.schism.harness.cluster.NameFailure;
import io.schism.harness.cluster.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The side containers that stand in members' own networks, one for each member that ever needed one, until the member ends:
 * its next network is a new one. Thread-safe.
 */
final class Namespaces implements AutoCloseable {
    private final DockerClient client;
    private final String network;
    private final Map<String, String> labels;
    private final Map<String, SideContainer> sides = new HashMap<>();
    private final Map<String, Namespace> wanted = new HashMap<>();

    Namespaces(DockerClient client, String network, Map<String, String> labels) {
        this.client = client;
        this.network = network;
        this.labels = labels;
    }

    private Namespace of(String member) {
        return wanted.getOrDefault(member, Namespace.UNTOUCHED);
    }

    synchronized void shape(String member, Map<String, Shape> byAddress) {
        become(member, of(member).with(byAddress));
    }

    synchronized void names(String member, Optional<NameFailure> failure) {
        become(member, of(member).with(failure));
    }

    private void become(String member, Namespace next) {
        Namespace before = of(member);
        if (next.equals(before)) {
            return;
        }
        wanted.put(member, next);
        apply(member, next, before.isQueued());
    }

    private void apply(String member, Namespace namespace, boolean wasQueued) {
        SideContainer side = sides.computeIfAbsent(member, this::open);
        require(member, side.nft(namespace.nft()));
        if (wasQueued || namespace.isQueued()) {
            require(member, side.run("(" + namespace.tc() + ")"));
        }
    }

    private static void require(String member, SideContainer.Answer answer) {
        if (answer.exit() != 0) {
            throw new IllegalStateException("the network of " + member + " cannot be changed: " + answer.text());
        }
    }

    private SideContainer open(String member) {
        return SideContainer.start(
                client,
                SideImage.findOrBuild(client),
                network + "-" + member + "-side",
                labels,
                "container:" + network + "-" + member);
    }

    /** The member has ended, and its network with it. */
    synchronized void ended(String member) {
        SideContainer side = sides.remove(member);
        if (side != null) {
            side.close();
        }
    }

    /** The member runs again: its new network becomes what the old one was. */
    synchronized void restarted(String member) {
        ended(member);
        if (!of(member).equals(Namespace.UNTOUCHED)) {
            apply(member, of(member), false);
        }
    }

    @Override
    public synchronized void close() {
        sides.values().forEach(SideContainer::close);
        sides.clear();
    }
}
