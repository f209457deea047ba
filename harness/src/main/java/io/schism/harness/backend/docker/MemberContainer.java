package io.schism.harness.backend.docker;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.VolumeOptions;
import io.schism.harness.clock.Faketime;
import io.schism.harness.cluster.Launch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A member as a container: one JVM with a static address, its ports published on 127.0.0.1 alone, no rights, a
 * read-only root, and a volume of its own at {@code /schism/member} with its configuration and its data. Its output
 * goes to {@code log} in its folder in the run, as it is written.
 */
class MemberContainer extends GenericContainer<MemberContainer> {
    private static final String CONFIG = Images.MEMBER + "/conf";
    static final String DATA = Images.MEMBER + "/data";
    private static final String FAKETIME = "libfaketime.so.1";
    private static final String CLOCK = "clock";
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xmx96m",
            "-Djava.net.preferIPv4Stack=true");
    private static final long MEMORY = 384L << 20;
    private static final long PIDS = 2048;
    static final int SHORT_ID = 12;

    private final Launch launch;
    private final Path folder;
    private final String volume;
    private boolean canSetClock;

    /**
     * @param network the network's name
     * @param folder {@code nodes/NAME} of the run
     */
    MemberContainer(
            String image, String network, Launch launch, Addresses addresses, Path folder, Map<String, String> labels) {
        super(DockerImageName.parse(image));
        this.launch = launch;
        this.folder = folder;
        this.volume = network + "-" + launch.member().name();
        withLabels(labels);
        waitingFor(new NoWait());
        withCreateContainerCmdModifier(command -> configure(command, network, addresses, labels));
    }

    /** What is asked of the Engine besides the image. */
    void configure(CreateContainerCmd command, String network, Addresses addresses, Map<String, String> labels) {
        String member = launch.member().name();
        List<PortBinding> bindings = new ArrayList<>();
        addresses
                .published(member)
                .forEach((inside, host) -> bindings.add(
                        new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", host), ExposedPort.tcp(inside))));
        HostConfig host = new HostConfig()
                .withNetworkMode(network)
                .withPortBindings(bindings)
                .withMounts(List.of(volume(volume, Images.MEMBER, labels)))
                .withTmpFs(Map.of("/tmp", "rw,nosuid,nodev,size=32m"))
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY)
                .withMemorySwap(MEMORY)
                .withPidsLimit(PIDS)
                .withExtraHosts(addresses.hosts())
                .withLogConfig(shortLog());
        command.withName(volume)
                .withHostName(member)
                .withUser(Images.USER)
                .withEntrypoint("java")
                .withCmd(command())
                .withIpv4Address(addresses.ip(member))
                .withMacAddress(addresses.mac(member))
                .withExposedPorts(
                        bindings.stream().map(PortBinding::getExposedPort).toList())
                .withHostConfig(host);
    }

    Path folder() {
        return folder;
    }

    /** How much it may have. */
    long memory() {
        return MEMORY;
    }

    static Mount volume(String name, String target, Map<String, String> labels) {
        return new Mount()
                .withType(MountType.VOLUME)
                .withSource(name)
                .withTarget(target)
                .withVolumeOptions(new VolumeOptions().withLabels(labels));
    }

    static LogConfig shortLog() {
        return new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "20m", "max-file", "1"));
    }

    private List<String> command() {
        Launch.Java java = (Launch.Java) launch.program();
        List<String> command = new ArrayList<>(JVM_OPTIONS);
        command.addAll(java.jvmOptions());
        command.add("-cp");
        command.add(Images.LIB + "/" + java.jar().resource());
        command.add(java.mainClass());
        java.arguments().forEach(argument -> command.add(asSeenInside(argument)));
        return command;
    }

    static String asSeenInside(String text) {
        return text.replace("{config}", CONFIG).replace("{data}", DATA);
    }

    @Override
    protected void containerIsCreated(String containerId) {
        try {
            putFiles(containerId);
            followOutput(containerId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The volume that it keeps its data on. */
    String volume() {
        return volume;
    }

    /** The ids that its processes have in it; ours are never more than one. */
    List<Long> processes() {
        return List.of(1L);
    }

    /** It will start with a clock that can be set. */
    void prepareClock() {
        canSetClock = true;
        Faketime.environment(CONFIG + "/" + FAKETIME, CONFIG + "/" + CLOCK).forEach(this::addEnv);
    }

    /** For a moment, while Docker puts the file in its place, the clock may be right. */
    void setClock(Duration ahead) {
        if (!canSetClock) {
            throw new IllegalStateException("the clock of " + launch.member().name() + " was not prepared to be set");
        }
        try {
            Path clock = Files.writeString(folder.resolve("conf").resolve(CLOCK), Faketime.text(ahead));
            dockerClient
                    .copyArchiveToContainerCmd(getContainerId())
                    .withHostResource(clock.toString())
                    .withRemotePath(CONFIG)
                    .exec();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of the launch, before it runs. */
    void putFiles(String containerId) throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        for (Map.Entry<String, String> file : launch.files().entrySet()) {
            Files.writeString(conf.resolve(file.getKey()), asSeenInside(file.getValue()));
        }
        if (canSetClock) {
            Files.copy(Faketime.library().orElseThrow(), conf.resolve(FAKETIME), REPLACE_EXISTING);
            Files.writeString(conf.resolve(CLOCK), Faketime.text(Duration.ZERO));
        }
        dockerClient
                .copyArchiveToContainerCmd(containerId)
                .withHostResource(conf.toString())
                .withRemotePath(Images.MEMBER)
                .exec();
    }

    /** Attached before each start, so that no line is lost, and none is written twice. */
    private void followOutput(String containerId) throws IOException {
        Path log = folder.resolve("log");
        OutputStream out = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        dockerClient
                .attachContainerCmd(containerId)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(new ResultCallback.Adapter<Frame>() {
                    @Override
                    public void onNext(Frame frame) {
                        try {
                            out.write(frame.getPayload());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }

                    @Override
                    public void close() throws IOException {
                        super.close();
                        out.close();
                    }
                });
    }

    /** Starts what has ended, with the same files, data and address. */
    void startAgain() {
        if (process().runs()) {
            throw new IllegalStateException(launch.member().name() + " runs; stop or kill it first");
        }
        try {
            followOutput(getContainerId());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process().start();
    }

    ContainerProcess process() {
        return new ContainerProcess(
                dockerClient, getContainerId(), launch.member().name());
    }

    ContainerLimits limits() {
        return new ContainerLimits(
                dockerClient, getContainerId(), launch.member().name(), memory());
    }

    /** The name that Docker's name server knows it by. */
    String shortId() {
        return getContainerId().substring(0, SHORT_ID);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
