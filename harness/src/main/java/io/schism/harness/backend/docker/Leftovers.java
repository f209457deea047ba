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
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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
        new Leftovers(client, labels -> runId.equals(labels.get(Owner.RUN_LABEL))).remove();
    }

    /** Everything of runs whose process is gone, a line for each thing. */
    static List<String> removeOrphans(DockerClient client) {
        Leftovers orphans = new Leftovers(client, labels -> Optional.ofNullable(labels.get(Owner.OWNER_LABEL))
                .flatMap(Owner::parse)
                .filter(owner -> !owner.isAlive())
                .isPresent());
        orphans.remove();
        return List.copyOf(orphans.removed);
    }

    private void remove() {
        List<Container> containers =
                client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(Owner.RUN_LABEL)).exec().stream()
                        .filter(container -> isOurs(container.getLabels()))
                        .toList();
        containers.parallelStream()
                .forEach(container ->
                        removing("container " + container.getNames()[0].substring(1), () -> client.removeContainerCmd(
                                        container.getId())
                                .withForce(true)
                                .withRemoveVolumes(true)
                                .exec()));
        for (Network network : client.listNetworksCmd()
                .withFilter("label", List.of(Owner.RUN_LABEL))
                .exec()) {
            if (isOurs(network.getLabels())) {
                removing("network " + network.getName(), () -> client.removeNetworkCmd(network.getId())
                        .exec());
            }
        }
        List<InspectVolumeResponse> volumes = client.listVolumesCmd()
                .withFilter("label", List.of(Owner.RUN_LABEL))
                .exec()
                .getVolumes();
        for (InspectVolumeResponse volume : volumes == null ? List.<InspectVolumeResponse>of() : volumes) {
            if (isOurs(volume.getLabels())) {
                removing("volume " + volume.getName(), () -> client.removeVolumeCmd(volume.getName())
                        .exec());
            }
        }
    }

    private boolean isOurs(@Nullable Map<String, String> labels) {
        return labels != null && ours.test(labels);
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
