package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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

    private void remove() {
        List<Container> containers =
                client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(Labels.RUN)).exec().stream()
                        .filter(container -> ours.test(container.getLabels()))
                        .toList();
        containers.parallelStream()
                .forEach(container ->
                        removing("container " + container.getNames()[0].substring(1), () -> client.removeContainerCmd(
                                        container.getId())
                                .withForce(true)
                                .withRemoveVolumes(true)
                                .exec()));
        for (Network network : client.listNetworksCmd()
                .withFilter("label", List.of(Labels.RUN))
                .exec()) {
            if (ours.test(network.getLabels())) {
                removing("network " + network.getName(), () -> client.removeNetworkCmd(network.getId())
                        .exec());
            }
        }
        List<InspectVolumeResponse> volumes = client.listVolumesCmd()
                .withFilter("label", List.of(Labels.RUN))
                .exec()
                .getVolumes();
        for (InspectVolumeResponse volume : volumes == null ? List.<InspectVolumeResponse>of() : volumes) {
            if (ours.test(volume.getLabels())) {
                removing("volume " + volume.getName(), () -> client.removeVolumeCmd(volume.getName())
                        .exec());
            }
        }
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
