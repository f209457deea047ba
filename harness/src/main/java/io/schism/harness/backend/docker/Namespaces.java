package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import io.schism.harness.cluster.NameFailure;
import io.schism.harness.cluster.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The members' own networks. None waits for another; thread-safe. */
final class Namespaces implements AutoCloseable {
    private final DockerClient client;
    private final String network;
    private final String image;
    private final Map<String, String> labels;
    private final Map<String, MemberNamespace> members = new ConcurrentHashMap<>();

    /** @param network the name of the run's network, which begins the names of its containers */
    Namespaces(DockerClient client, String network, String image, Map<String, String> labels) {
        this.client = client;
        this.network = network;
        this.image = image;
        this.labels = labels;
    }

    private MemberNamespace of(String member) {
        return members.computeIfAbsent(
                member, name -> new MemberNamespace(client, network + "-" + name, image, labels));
    }

    void shape(String member, Map<String, Shape> byAddress) {
        of(member).become(now -> now.with(byAddress));
    }

    void names(String member, Optional<NameFailure> failure) {
        of(member).become(now -> now.with(failure));
    }

    void prepareDelays(String member) {
        of(member).prepareDelays();
    }

    /** The member has ended, and its network with it. */
    void ended(String member) {
        of(member).ended();
    }

    /** The member runs again, in a network that becomes what the old one was. */
    void restarted(String member) {
        of(member).restarted();
    }

    @Override
    public void close() {
        members.values().parallelStream().forEach(MemberNamespace::close);
    }
}
