package io.schism.harness.backend.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import io.schism.harness.cluster.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
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
    private final String member;
    private final String holder;

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
        this.member = launch.member().name();
        this.holder = holder;
    }

    @Override
    void configure(CreateContainerCmd command, String network, Addresses addresses, Map<String, String> labels) {
        String name = network + "-" + member + "-program";
        command.withName(name)
                .withEnv(program.variables().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + asSeenInside(variable.getValue()))
                        .toList())
                .withHostConfig(new HostConfig()
                        .withNetworkMode("container:" + holder)
                        .withMounts(List.of(volume(name, DATA, labels)))
                        .withSecurityOpts(List.of("no-new-privileges"))
                        .withMemory(MEMORY)
                        .withMemorySwap(MEMORY)
                        .withLogConfig(shortLog()));
        if (!program.arguments().isEmpty()) {
            command.withCmd(program.arguments().stream()
                    .map(MemberContainer::asSeenInside)
                    .toList());
        }
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
