package io.schism.harness.backend.loopback;

import io.schism.harness.clock.Faketime;
import io.schism.harness.cluster.Launch;
import io.schism.harness.cluster.Member;
import io.schism.harness.nodejar.NodeJars;
import io.schism.harness.process.ChildProcess;
import io.schism.harness.process.Command;
import io.schism.harness.process.JavaCommand;
import io.schism.harness.process.ProgramCommand;
import io.schism.harness.process.Throttle;
import io.schism.histories.error.UserError;
import io.schism.workloads.agent.DataChange;
import io.schism.workloads.agent.DataFolder;
import io.schism.workloads.agent.UnsyncedWrites;
import io.schism.workloads.time.Pause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One member's folder and process. {@code nodes/NAME/} of the run's folder holds {@code conf/} ({@code {config}}),
 * {@code data/} ({@code {data}}) and {@code log}, to which each of its processes appends. Thread-safe.
 */
final class LoopbackMember {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Duration MANY_TURNS = Throttle.PERIOD.multipliedBy(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    /** Small, and fast to start: a run has a dozen of them on two processors. Addresses are 127.0.0.1 throughout. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-Djava.net.preferIPv4Stack=true");

    private final String runId;
    private final Member member;
    private final Path folder;
    private final Fabric fabric;
    private @Nullable Command command;
    private volatile boolean foreign;
    private boolean canSetClock;
    private volatile @Nullable ChildProcess process;
    private @Nullable Throttle throttle;

    LoopbackMember(String runId, Member member, Path folder, Fabric fabric) {
        this.runId = runId;
        this.member = member;
        this.folder = folder;
        this.fabric = fabric;
    }

    String name() {
        return member.name();
    }

    synchronized void start(Launch launch) {
        Path config = folder.resolve("conf");
        Path data = folder.resolve("data");
        Map<String, String> folders = Map.of("{config}", config.toString(), "{data}", data.toString());
        try {
            Files.createDirectories(config);
            Files.createDirectories(data);
            for (Map.Entry<String, String> file : launch.files().entrySet()) {
                Files.writeString(config.resolve(file.getKey()), replace(file.getValue(), folders));
            }
        } catch (IOException e) {
            throw UserError.environment("cannot write " + folder + ": " + e.getMessage(), "choose another --runs", e);
        }
        Launch.Program program = launch.program();
        foreign = program instanceof Launch.Foreign;
        command = program instanceof Launch.Foreign other
                ? command(other, folders)
                : command((Launch.Java) program, folders);
        restart();
    }

    private Command command(Launch.Java java, Map<String, String> folders) {
        return new JavaCommand(
                runId,
                member.name(),
                jvmOptions(java),
                List.of(NodeJars.path(java.jar())),
                java.mainClass(),
                java.arguments().stream()
                        .map(argument -> replace(argument, folders))
                        .toList(),
                folder,
                log());
    }

    private Command command(Launch.Foreign other, Map<String, String> folders) {
        if (other.command().isEmpty()) {
            throw UserError.environment(
                    "the service has no `command`, which is what loopback starts",
                    "add `command: [...]` to the service, or use --backend docker");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        other.variables().forEach((name, text) -> variables.put(name, replace(text, folders)));
        return new ProgramCommand(
                runId,
                member.name(),
                other.command().stream().map(word -> replace(word, folders)).toList(),
                variables,
                other.folder(),
                log());
    }

    Path log() {
        return folder.resolve("log");
    }

    /** Whether a program of the user's runs, of which it is not known what it speaks. */
    boolean isForeign() {
        return foreign;
    }

    /** Whether it is seen to stand still. */
    boolean isFrozen() {
        return Optional.ofNullable(process).filter(ChildProcess::isFrozen).isPresent();
    }

    /** The ids of its processes; empty where it does not run. */
    List<Long> pids() {
        return Optional.ofNullable(process).map(ChildProcess::pids).orElse(List.of());
    }

    private static String replace(String text, Map<String, String> folders) {
        String replaced = text;
        for (Map.Entry<String, String> folder : folders.entrySet()) {
            replaced = replaced.replace(folder.getKey(), folder.getValue());
        }
        return replaced;
    }

    private List<String> jvmOptions(Launch.Java launch) {
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        if (member.kind() == Member.Kind.ZOOKEEPER) {
            InetSocketAddress socks = fabric.socks(member.name());
            options.add("-DsocksProxyHost=" + socks.getHostString());
            options.add("-DsocksProxyPort=" + socks.getPort());
            // Otherwise the JDK takes addresses of this machine past the proxy.
            options.add("-DsocksNonProxyHosts=");
        }
        options.addAll(launch.jvmOptions());
        return options;
    }

    synchronized void restart() {
        if (command == null) {
            throw new IllegalStateException(member.name() + " was never started");
        }
        if (isRunning()) {
            throw new IllegalStateException(member.name() + " runs already");
        }
        fabric.died(member.name());
        ChildProcess started = ChildProcess.start(command, environment());
        process = started;
        fabric.arrived(member.name());
        started.onEnd(() -> ended(started));
    }

    private Map<String, String> environment() {
        return canSetClock
                ? Faketime.environment(Faketime.library().orElseThrow().toString(), clock().toString())
                : Map.of();
    }

    private Path clock() {
        return folder.resolve("clock");
    }

    /** It starts with a clock that can be set, and is right. */
    synchronized void prepareClock() {
        canSetClock = true;
        setClock(Duration.ZERO);
    }

    /** Renamed into its place: the member reads it each time that it looks at its clock. */
    synchronized void setClock(Duration ahead) {
        if (!canSetClock) {
            throw new IllegalStateException("the clock of " + member.name() + " was not prepared to be set");
        }
        try {
            Files.createDirectories(folder);
            Path aside = Files.writeString(folder.resolve("clock.new"), Faketime.text(ahead));
            Files.move(aside, clock(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw UserError.environment("cannot write " + clock() + ": " + e.getMessage(), "check the disk", e);
        }
    }

    String change(DataChange change) {
        return new DataFolder(data(), folder.resolve("kept")).make(change);
    }

    /** What it loses of its data should it be ended unsynced. */
    UnsyncedWrites unsynced() {
        return new UnsyncedWrites(folder.resolve("unsynced"), List.of(data()));
    }

    /** What is noted of its syncs while they are held up. */
    Path syncs() {
        return folder.resolve("syncs");
    }

    Path data() {
        return folder.resolve("data");
    }

    /** However it ended; a later process of the same member is not mistaken for it. */
    private synchronized void ended(ChildProcess which) {
        if (process == which) {
            process = null;
            fabric.died(member.name());
        }
    }

    boolean isRunning() {
        return pid().isPresent();
    }

    Optional<Long> pid() {
        return Optional.ofNullable(process).filter(ChildProcess::isAlive).map(ChildProcess::pid);
    }

    void stop() {
        end(running -> running.stop(STOP_LIMIT));
    }

    void kill() {
        end(ChildProcess::kill);
    }

    /** Asks it to end, and does not wait. */
    void requestStop() {
        Optional.ofNullable(process).ifPresent(ChildProcess::requestStop);
    }

    void close() {
        end(running -> running.stop(CLOSE_LIMIT));
    }

    private synchronized void end(Consumer<ChildProcess> way) {
        ChildProcess running = process;
        if (running != null) {
            way.accept(running);
            ended(running);
        }
    }

    synchronized void pause() {
        running().pause();
    }

    /** Nothing to do for one that has ended meanwhile. */
    synchronized void resume() {
        Optional.ofNullable(process).ifPresent(ChildProcess::resume);
    }

    /** In turns it goes on and stands still, and so gets that share of a processor at most. */
    synchronized void limitCpu(double share) {
        Throttle old = throttle;
        if (old != null) {
            throttle = null;
            old.close();
        }
        if (share < 1) {
            throttle = Throttle.start(running(), share);
        }
    }

    /** Whether it is seen to stand still for one of its turns. */
    boolean isHeldBack() {
        return Pause.until(() -> isFrozen() && isRunning(), MANY_TURNS, BETWEEN_LOOKS);
    }

    private ChildProcess running() {
        return Optional.ofNullable(process)
                .orElseThrow(() -> new IllegalStateException(member.name() + " does not run"));
    }
}
