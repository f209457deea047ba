package io.schism.harness.backend.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import io.schism.harness.cluster.ImageSetup;
import io.schism.harness.cluster.Launch;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.utility.MountableFile;

/**
 * A user's image as a member. It joins the network namespace of a container of ours, its holder, which owns address and
 * published ports and has a probe agent in it: whatever the image holds, cuts are probed from where it stands, and what
 * kills the program leaves the address alive. It keeps the rights that the Engine gives by default.
 */
final class ForeignContainer extends MemberContainer {
    private static final long MEMORY = 1L << 30;

    private final Launch.Foreign program;
    private final String holder;
    private final String name;

    /** @param holder the id of the container whose network it joins */
    ForeignContainer(
            Launch launch,
            Launch.Foreign program,
            String holder,
            String network,
            Addresses addresses,
            Path folder,
            Map<String, String> labels) {
        super(program.image(), network, launch, addresses, folder, labels);
        this.program = program;
        this.holder = holder;
        this.name = network + "-" + launch.member().name() + "-program";
    }

    @Override
    String volume() {
        return name;
    }

    /** {@inheritDoc} Of the two containers it is the holder that is on it. */
    @Override
    String shortId() {
        return holder.substring(0, SHORT_ID);
    }

    @Override
    List<Long> processes() {
        return process().ids();
    }

    @Override
    void configure(CreateContainerCmd command, String network, Addresses addresses, Map<String, String> labels) {
        ImageSetup setup = program.setup();
        Map<String, String> variables = new LinkedHashMap<>(setup.variables());
        program.variables().forEach((variable, value) -> variables.put(variable, asSeenInside(value)));
        command.withName(name)
                .withEnv(variables.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList())
                .withHostConfig(new HostConfig()
                        .withNetworkMode("container:" + holder)
                        .withMounts(mounts(labels))
                        .withSecurityOpts(List.of("no-new-privileges"))
                        .withMemory(MEMORY)
                        .withMemorySwap(MEMORY)
                        .withLogConfig(shortLog()));
        List<String> arguments = program.arguments().isEmpty()
                ? setup.arguments()
                : program.arguments().stream()
                        .map(MemberContainer::asSeenInside)
                        .toList();
        if (!arguments.isEmpty()) {
            command.withCmd(arguments);
        }
        if (!setup.entrypoint().isEmpty()) {
            command.withEntrypoint(setup.entrypoint());
        }
        if (!setup.user().isEmpty()) {
            command.withUser(setup.user());
        }
        if (!setup.folder().isEmpty()) {
            command.withWorkingDir(setup.folder());
        }
        setup.health()
                .ifPresent(health -> command.withHealthcheck(new HealthCheck()
                        .withTest(health.test())
                        .withInterval(Duration.ofSeconds(1).toNanos())
                        .withTimeout(health.limit().toNanos())));
    }

    private List<Mount> mounts(Map<String, String> labels) {
        List<Mount> mounts = new ArrayList<>(List.of(volume(name, Images.MEMBER, labels)));
        for (ImageSetup.Mount mount : program.setup().mounts()) {
            if (mount instanceof ImageSetup.Volume volume) {
                mounts.add(volume(name + "-" + mounts.size(), volume.target(), labels));
            } else if (mount instanceof ImageSetup.Memory memory) {
                mounts.add(new Mount().withType(MountType.TMPFS).withTarget(memory.target()));
            } else if (mount instanceof ImageSetup.Shown shown) {
                mounts.add(new Mount()
                        .withType(MountType.BIND)
                        .withSource(existing(shown.source()))
                        .withTarget(shown.target())
                        .withReadOnly(true));
            }
        }
        return mounts;
    }

    private static String existing(String source) {
        if (!Files.exists(Path.of(source))) {
            throw UserError.environment(
                    source + " is not there, which the Compose file shows to a node", "put it there, or name another");
        }
        return source;
    }

    @Override
    long memory() {
        return MEMORY;
    }

    /** Only a folder for its log, and the right for whoever the image's user is to write into its data folder. */
    @Override
    void putFiles(String containerId) throws IOException {
        Files.createDirectories(folder());
        Path open = Files.createTempDirectory("schism-data");
        try {
            Files.setPosixFilePermissions(open, EnumSet.allOf(PosixFilePermission.class));
            copyFileToContainer(MountableFile.forHostPath(open), DATA);
        } finally {
            Folders.delete(open);
        }
    }
}
