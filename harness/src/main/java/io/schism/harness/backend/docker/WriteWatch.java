package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.VolumesFrom;
import io.schism.harness.process.Strace;
import io.schism.workloads.time.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The containers that see what a member writes and syncs, and take from its volumes what it did not sync. The first notes what is there, and
 * keeps that on a volume of its own; the second traces the member's processes, and ends with them; the third puts the files back.
 */
final class WriteWatch {
    private static final String MAIN = "io.schism.workloads.agent.UnsyncedWritesMain";
    private static final String WATCH = "/schism/watch";
    private static final String ATTACHED = "attached";
    private static final Duration HOLD_LIMIT = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final DockerClient client;
    private final Surgery surgery;
    private final String member;
    private final String note;
    private final String tracer;

    private WriteWatch(DockerClient client, Surgery surgery, String member, String note, String tracer) {
        this.client = client;
        this.surgery = surgery;
        this.member = member;
        this.note = note;
        this.tracer = tracer;
    }

    /** Returns once every process of a member is traced, which stands still meanwhile. */
    static WriteWatch begin(DockerClient client, Surgery surgery, String member) {
        Mount own = new Mount().withType(MountType.VOLUME).withTarget(WATCH);
        String note = surgery.beside(
                new HostConfig()
                        .withMounts(List.of(own))
                        .withVolumesFrom(new VolumesFrom(member))
                        .withPidMode("container:" + member)
                        .withCapAdd(Capability.SYS_PTRACE),
                arguments(client, member, "begin"));
        try {
            List<Long> processes = surgery.run(note, "looking at " + member)
                    .lines()
                    .map(Long::valueOf)
                    .toList();
            String tracer = surgery.strace(member, Strace.writes(processes, "/dev/stdout"));
            WriteWatch watch = new WriteWatch(client, surgery, member, note, tracer);
            watch.awaitHold(processes.size());
            return watch;
        } catch (RuntimeException e) {
            surgery.end(note);
            throw e;
        }
    }

    private static String[] arguments(DockerClient client, String member, String what) {
        List<InspectContainerResponse.Mount> mounts =
                client.inspectContainerCmd(member).exec().getMounts();
        Stream<String> volumes = (mounts == null ? List.<InspectContainerResponse.Mount>of() : mounts)
                .stream()
                        .filter(mount -> mount.getName() != null && mount.getDestination() != null)
                        .map(mount -> mount.getDestination().getPath());
        return Stream.concat(Stream.of(MAIN, what, WATCH), volumes).toArray(String[]::new);
    }

    private void awaitHold(int processes) {
        ContainerProcess strace = new ContainerProcess(client, tracer, "strace");
        Pause.until(() -> !strace.runs() || held() >= processes, HOLD_LIMIT, LOOK);
        if (!strace.runs() || held() < processes) {
            String said = surgery.output(tracer);
            surgery.end(tracer);
            throw new IllegalStateException("strace took no hold of all processes: " + said);
        }
    }

    private long held() {
        return surgery.output(tracer)
                .lines()
                .filter(line -> line.contains(ATTACHED))
                .count();
    }

    /**
     * Ends the watch of a member that runs no more.
     *
     * @param folder where the trace is left, as evidence
     * @return how many bytes each file has lost
     */
    Map<String, Long> lose(Path folder) {
        List<String> made = new ArrayList<>(List.of(note, tracer));
        try {
            surgery.await(tracer);
            Path trace = Files.writeString(Files.createDirectories(folder).resolve("trace"), surgery.output(tracer));
            String taker = surgery.beside(
                    new HostConfig().withVolumesFrom(new VolumesFrom(member), new VolumesFrom(note)),
                    arguments(client, member, "lose"));
            made.add(taker);
            client.copyArchiveToContainerCmd(taker)
                    .withHostResource(trace.toString())
                    .withRemotePath(WATCH)
                    .exec();
            return read(surgery.run(taker, "taking what was not synced"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            made.forEach(surgery::end);
        }
    }

    private static Map<String, Long> read(String told) {
        Map<String, Long> lost = new TreeMap<>();
        told.lines().map(line -> line.split(" ", 2)).forEach(line -> lost.put(line[1], Long.valueOf(line[0])));
        return lost;
    }
}
