package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.TopContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import io.schism.workloads.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A container's life from outside, whoever made it: started, frozen, signalled, ended. Thread-safe. */
final class ContainerProcess {
    private static final String IDS = "NSpid:";
    private static final Long FIRST = 1L;
    private static final int STOP_SECONDS = 10;
    private static final Duration END_LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);

    private final DockerClient client;
    private final String id;
    private final String name;

    /** @param name what people call it */
    ContainerProcess(DockerClient client, String id, String name) {
        this.client = client;
        this.id = id;
        this.name = name;
    }

    void start() {
        client.startContainerCmd(id).exec();
    }

    /** Asks it to end, with SIGTERM; nothing to do where it has ended by itself. */
    void end() {
        if (runs()) {
            client.stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
            awaitEnd();
        }
    }

    /** SIGKILL to its first process; nothing to do where it has ended by itself. */
    void kill() {
        if (runs()) {
            client.killContainerCmd(id).exec();
            awaitEnd();
        }
    }

    private void awaitEnd() {
        if (!Pause.until(() -> !runs(), END_LIMIT, POLL)) {
            throw new IllegalStateException(name + " does not end within " + END_LIMIT);
        }
    }

    /** Freezes every process in it. */
    void pause() {
        if (!isPaused()) {
            client.pauseContainerCmd(id).exec();
        }
    }

    /** Nothing to do for one that is not paused, or has ended meanwhile. */
    void resume() {
        if (isPaused()) {
            client.unpauseContainerCmd(id).exec();
        }
    }

    void signal(String signal) {
        client.killContainerCmd(id).withSignal(signal).exec();
    }

    boolean isPaused() {
        return Boolean.TRUE.equals(state().getPaused());
    }

    /** Whether its first process lives, frozen or not. */
    boolean runs() {
        try {
            return Boolean.TRUE.equals(state().getRunning());
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Whether its first process lives and is not frozen. */
    boolean isAtWork() {
        try {
            InspectContainerResponse.ContainerState state = state();
            return Boolean.TRUE.equals(state.getRunning()) && !Boolean.TRUE.equals(state.getPaused());
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** When it started; empty where it does not run. */
    Optional<String> startedAt() {
        InspectContainerResponse.ContainerState state = state();
        return Boolean.TRUE.equals(state.getRunning()) ? Optional.ofNullable(state.getStartedAt()) : Optional.empty();
    }

    /** What its health check says; empty where it has none. */
    Optional<Boolean> isHealthyByItsCheck() {
        return Optional.ofNullable(state().getHealth()).map(health -> "healthy".equals(health.getStatus()));
    }

    /**
     * The ids that its processes have among each other, as the kernel of this machine tells.
     *
     * @throws IllegalStateException where the Engine runs on another machine, and there is more than one
     */
    List<Long> ids() {
        TopContainerResponse top = client.topContainerCmd(id).exec();
        int column = List.of(top.getTitles()).indexOf("PID");
        if (top.getProcesses().length == 1) {
            return List.of(FIRST);
        }
        // One that has ended since it was listed has no id any more.
        List<Long> inside = Arrays.stream(top.getProcesses())
                .flatMap(process -> idInside(process[column]).stream())
                .toList();
        if (!inside.contains(FIRST)) {
            throw new IllegalStateException(name + " has " + top.getProcesses().length
                    + " processes, and this machine does not tell their ids in it");
        }
        return inside;
    }

    /** The last of the ids of a process is the one in the innermost namespace. */
    private static Optional<Long> idInside(String idOutside) {
        try (Stream<String> status = Files.lines(Path.of("/proc", idOutside, "status"))) {
            return status.filter(line -> line.startsWith(IDS))
                    .map(line -> line.substring(IDS.length()).strip().split("\\s+"))
                    .filter(ids -> ids.length > 1)
                    .map(ids -> Long.valueOf(ids[ids.length - 1]))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the kernel has ended it for want of memory; some Engines remember it beyond the next start. */
    boolean ranOutOfMemory() {
        return Boolean.TRUE.equals(state().getOOMKilled());
    }

    private InspectContainerResponse.ContainerState state() {
        return client.inspectContainerCmd(id).exec().getState();
    }
}
