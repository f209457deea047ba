package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import io.schism.harness.process.ProcessStamp;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what carries our labels, whoever made it, and removes it. */
final class Leftovers {
    private static final Duration GONE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final DockerClient client;
    private final Predicate<Map<String, String>> ours;
    private final List<String> removed = Collections.synchronizedList(new ArrayList<>());

    private Leftovers(DockerClient client, Predicate<Map<String, String>> ours) {
        this.client = client;
        this.ours = ours;
    }

    /** Everything of that run. */
    static void removeRun(DockerClient client, String runId) {
        new Leftovers(client, labels -> Labels.isOfRun(labels, runId)).remove();
    }

    /** Everything of runs whose process is gone, a line for each thing. */
    static List<String> removeOrphans(DockerClient client) {
        Leftovers orphans = new Leftovers(client, Labels::isOrphan);
        orphans.remove();
        return List.copyOf(orphans.removed);
    }

    /** Everything that process has made and not removed, a line for each thing. */
    static List<String> of(DockerClient client, ProcessStamp owner) {
        Leftovers all = new Leftovers(client, labels -> Labels.isOf(labels, owner));
        return Stream.of(
                        all.containers().stream().map(Leftovers::words),
                        all.networks().stream().map(Leftovers::words),
                        all.volumes().stream().map(Leftovers::words))
                .flatMap(Function.identity())
                .toList();
    }

    private void remove() {
        containers().parallelStream()
                .forEach(container -> removing(words(container), () -> client.removeContainerCmd(container.getId())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec()));
        networks()
                .forEach(network -> removing(words(network), () -> client.removeNetworkCmd(network.getId())
                        .exec()));
        volumes()
                .forEach(volume -> removing(words(volume), () -> client.removeVolumeCmd(volume.getName())
                        .exec()));
    }

    private List<Container> containers() {
        return client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(Labels.RUN)).exec().stream()
                .filter(container -> ours.test(container.getLabels()))
                .toList();
    }

    private static String words(Container container) {
        return "container " + container.getNames()[0].substring(1);
    }

    private List<Network> networks() {
        return client.listNetworksCmd().withFilter("label", List.of(Labels.RUN)).exec().stream()
                .filter(network -> ours.test(network.getLabels()))
                .toList();
    }

    private static String words(Network network) {
        return "network " + network.getName();
    }

    private List<InspectVolumeResponse> volumes() {
        List<InspectVolumeResponse> volumes = client.listVolumesCmd()
                .withFilter("label", List.of(Labels.RUN))
                .exec()
                .getVolumes();
        return volumes == null
                ? List.of()
                : volumes.stream()
                        .filter(volume -> ours.test(volume.getLabels()))
                        .toList();
    }

    private static String words(InspectVolumeResponse volume) {
        return "volume " + volume.getName();
    }

    /** The Engine may be at it already, or still hold on to it for a moment: asks again until it is gone. */
    private void removing(String what, Runnable removal) {
        if (Pause.until(() -> isGoneAfter(removal), GONE, POLL)) {
            removed.add(what);
        } else {
            LOG.warn("{} cannot be removed; try: schism clean", what);
        }
    }

    private static boolean isGoneAfter(Runnable removal) {
        try {
            removal.run();
            return true;
        } catch (NotFoundException e) {
            return true;
        } catch (ConflictException e) {
            return false;
        } catch (DockerException e) {
            LOG.debug("not removed yet", e);
            return false;
        }
    }
}
