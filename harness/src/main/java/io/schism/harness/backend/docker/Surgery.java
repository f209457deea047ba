package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import io.schism.harness.cluster.Launch;
import io.schism.harness.process.FileLimit;
import io.schism.harness.process.Strace;
import io.schism.workloads.agent.DataChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What is done to a member from beside it, by a container that does one thing and is gone: to its volume while it does not
 * run, to its process while it does; the one that holds up syncs stays until it is told to end. The member's own image needs nothing for it.
 */
final class Surgery {
    private static final String DATA_MAIN = "io.schism.workloads.agent.DataFolderMain";
    private static final String PRLIMIT = "/usr/bin/prlimit";
    private static final String STRACE = "/usr/bin/strace";
    private static final long SECONDS = 60;

    private final DockerClient client;
    private final String image;
    private final String network;
    private final Map<String, String> labels;

    /** @param network the name of the run's network, which begins the names of its containers */
    Surgery(DockerClient client, String image, String network, Map<String, String> labels) {
        this.client = client;
        this.image = image;
        this.network = network;
        this.labels = labels;
    }

    /** As root, who may write what is the member's. */
    String change(String volume, DataChange change) {
        Mount mount = new Mount().withType(MountType.VOLUME).withSource(volume).withTarget(Images.MEMBER);
        return run(jvm(
                new HostConfig().withMounts(List.of(mount)),
                DATA_MAIN,
                Images.MEMBER + "/data",
                Images.MEMBER + "/kept",
                change.kind().name(),
                Long.toString(change.seed())));
    }

    private CreateContainerCmd jvm(HostConfig host, String... mainAndArguments) {
        List<String> command = new ArrayList<>(
                List.of("-XX:TieredStopAtLevel=1", "-Xmx32m", "-cp", Images.LIB + "/" + Launch.Jar.SERVICE.resource()));
        command.addAll(List.of(mainAndArguments));
        return client.createContainerCmd(image)
                .withUser("0:0")
                .withEntrypoint("java")
                .withCmd(command)
                .withHostConfig(host.withNetworkMode("none"));
    }

    /** A JVM of our own as root, which does not run yet. */
    String beside(HostConfig host, String... mainAndArguments) {
        return create(jvm(host, mainAndArguments));
    }

    /** Of its first process, which is all that a member of ours has. */
    void limitFiles(String container, OptionalLong bytes) {
        prlimit(container, FileLimit.arguments(1, bytes));
    }

    OptionalLong fileLimit(String container) {
        String soft = prlimit(container, "--pid", "1", "--fsize", "--noheadings", "--raw", "--output", "SOFT");
        return soft.matches("\\d+") ? OptionalLong.of(Long.parseLong(soft)) : OptionalLong.empty();
    }

    /** Begins to trace processes among those of the container; the id of the container that does it. */
    String strace(String container, List<String> arguments) {
        CreateContainerCmd command = client.createContainerCmd(
                        image("strace", Strace.program().orElseThrow(), STRACE))
                .withUser("0:0")
                .withEntrypoint(STRACE)
                .withCmd(arguments)
                .withHostConfig(new HostConfig()
                        .withNetworkMode("none")
                        .withPidMode("container:" + container)
                        .withCapDrop(Capability.ALL)
                        .withCapAdd(Capability.SYS_PTRACE));
        String id = create(command);
        client.startContainerCmd(id).exec();
        return id;
    }

    /** It has ended already where its member has. Volumes without a name go with it. */
    void end(String id) {
        client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    }

    /** As the member's own user, who needs no further right, among the member's processes. */
    private String prlimit(String container, String... arguments) {
        return run(
                client.createContainerCmd(image("prlimit", FileLimit.program().orElseThrow(), PRLIMIT))
                        .withUser(owner(container))
                        .withEntrypoint(PRLIMIT)
                        .withCmd(arguments)
                        .withHostConfig(new HostConfig()
                                .withNetworkMode("none")
                                .withPidMode("container:" + container)
                                .withCapDrop(Capability.ALL)));
    }

    /** Whose process the first of a container is, as this machine's kernel tells; ours, where the Engine runs elsewhere. */
    private String owner(String container) {
        Long pid = client.inspectContainerCmd(container).exec().getState().getPidLong();
        try {
            List<String> status = Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"));
            return id(status, "Uid:") + ":" + id(status, "Gid:");
        } catch (IOException e) {
            return Images.USER;
        }
    }

    private static String id(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split("\\s+")[0])
                .findFirst()
                .orElse("0");
    }

    /** One program of this machine with its libraries, and nothing else. */
    private String image(String name, Path program, String inside) {
        try {
            ScratchImage scratch = new ScratchImage(Map.of("PATH", "/usr/bin")).with(inside, program);
            LibraryClosure.of(List.of(program)).forEach(scratch::with);
            ContentHash hash = new ContentHash().add(name);
            for (Path file : scratch.files()) {
                hash.addContent(file);
            }
            String tagged = "schism-" + name + ":" + hash.tag();
            if (!Images.isPresent(client, tagged)) {
                scratch.load(client, tagged);
            }
            return tagged;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String create(CreateContainerCmd command) {
        return command.withName(network + "-surgery-" + Long.toString(System.nanoTime(), 36))
                .withLabels(labels)
                .exec()
                .getId();
    }

    private String run(CreateContainerCmd command) {
        String id = create(command);
        try {
            return run(id, String.join(" ", Arrays.asList(command.getCmd())));
        } finally {
            end(id);
        }
    }

    /** Runs a container to its end, and leaves it there. */
    String run(String id, String what) {
        client.startContainerCmd(id).exec();
        int exit = await(id);
        String said = output(id);
        if (exit != 0) {
            throw new IllegalStateException(what + " failed: " + said);
        }
        return said;
    }

    /** How a container has ended that runs. */
    int await(String id) {
        return client.waitContainerCmd(id)
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode(SECONDS, TimeUnit.SECONDS);
    }

    /** What a container has said so far. */
    String output(String id) {
        List<String> parts = new ArrayList<>();
        ResultCallback.Adapter<Frame> reader = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                parts.add(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        };
        try (reader) {
            client.logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(reader)
                    .awaitCompletion(SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return String.join("", parts).strip();
    }
}
