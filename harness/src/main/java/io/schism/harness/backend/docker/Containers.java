package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import io.schism.harness.cluster.Launch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The containers of a run's members, by the members' names. */
final class Containers {
    private final DockerClient client;
    private final String image;
    private final String network;
    private final Addresses addresses;
    private final Path runFolder;
    private final Map<String, String> labels;
    private final Map<String, MemberContainer> members = new ConcurrentHashMap<>();

    /** Those whose network the user's containers join. */
    private final List<MemberContainer> holders = new CopyOnWriteArrayList<>();

    private volatile boolean canSetClocks;

    Containers(
            DockerClient client,
            String image,
            String network,
            Addresses addresses,
            Path runFolder,
            Map<String, String> labels) {
        this.client = client;
        this.image = image;
        this.network = network;
        this.addresses = addresses;
        this.runFolder = runFolder;
        this.labels = labels;
    }

    /** Those that start from now on can have their clocks set. */
    void prepareClocks() {
        canSetClocks = true;
    }

    void start(Launch launch) {
        String name = launch.member().name();
        Path folder = runFolder.resolve("nodes").resolve(name);
        MemberContainer container = launch.program() instanceof Launch.Foreign program
                ? foreign(launch, program, folder)
                : new MemberContainer(image, network, launch, addresses, folder, labels);
        if (members.putIfAbsent(name, container) != null) {
            throw new IllegalStateException(name + " was started before; restart it");
        }
        if (canSetClocks) {
            container.prepareClock();
        }
        container.start();
    }

    /** A user's image, in the network of a holder that is started first. */
    private MemberContainer foreign(Launch launch, Launch.Foreign program, Path folder) {
        Images.requireOfService(client, program.image());
        MemberContainer holder = new MemberContainer(
                image, network, Relays.holder(launch.member()), addresses, folder.resolve("holder"), labels);
        holders.add(holder);
        holder.start();
        return new ForeignContainer(launch, program, holder.getContainerId(), network, addresses, folder, labels);
    }

    /** The container of a member that was started. */
    MemberContainer started(String member) {
        MemberContainer container = members.get(addresses.member(member).name());
        if (container == null) {
            throw new IllegalStateException(member + " was never started");
        }
        return container;
    }

    boolean isRunning(String member) {
        MemberContainer container = members.get(addresses.member(member).name());
        return container != null && container.process().runs();
    }

    Set<String> names() {
        return members.keySet();
    }

    void remove(String member) {
        MemberContainer container = members.remove(member);
        if (container != null) {
            container.stop();
        }
    }

    /** Stops all; a user's container before the one whose network it has joined. */
    void stop() {
        members.values().parallelStream().forEach(MemberContainer::stop);
        holders.parallelStream().forEach(MemberContainer::stop);
    }
}
