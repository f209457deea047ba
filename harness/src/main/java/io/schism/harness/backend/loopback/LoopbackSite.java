package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Launch;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.NameAnswer;
import io.schism.harness.cluster.NameFailure;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Site;
import io.schism.harness.process.FileLimit;
import io.schism.harness.process.Strace;
import io.schism.workloads.agent.DataChange;
import io.schism.workloads.agent.ProbeAgent;
import io.schism.workloads.agent.UnsyncedWrites;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Members as processes of this machine, and the fabric between them. */
final class LoopbackSite implements Site {
    private final Map<String, LoopbackMember> members = new LinkedHashMap<>();
    private final Map<String, Strace> slowed = new ConcurrentHashMap<>();
    private final Map<String, Strace> watched = new ConcurrentHashMap<>();
    private final Fabric fabric;
    private final Network network;
    /** Of those that are programs of the user's. */
    private final Map<String, ProbeAgent> agents = new ConcurrentHashMap<>();

    LoopbackSite(String runId, Path runFolder, List<Member> members, Map<String, Duration> roundTripToHub) {
        this.fabric = new Fabric(runId, members, roundTripToHub);
        this.network = new LoopbackNetwork(fabric, this.members);
        for (Member member : members) {
            Path folder = runFolder.resolve("nodes").resolve(member.name());
            this.members.put(member.name(), new LoopbackMember(runId, member, folder, fabric));
        }
    }

    @Override
    public InetSocketAddress listen(String member, Port port) {
        return fabric.real(member, port);
    }

    /** Quorum and election sockets name the real port: their SOCKS proxy leads them through the fabric. */
    @Override
    public InetSocketAddress route(String from, String to, Port port) {
        return switch (port) {
            case ZK_QUORUM, ZK_ELECTION -> fabric.real(to, port);
            case ZK_CLIENT, HTTP, PROBE -> from.equals(to) ? fabric.real(to, port) : fabric.door(from, to, port);
        };
    }

    @Override
    public InetSocketAddress observe(String member, Port port) {
        return fabric.real(member, port);
    }

    @Override
    public void start(Launch launch) {
        member(launch.member().name()).start(launch);
        if (launch.program() instanceof Launch.Foreign) {
            // At the end of the ways that lead to it: what shapes a way is measured there.
            String name = launch.member().name();
            agents.computeIfAbsent(name, none -> ProbeAgent.start(fabric.real(name, Port.PROBE)));
        }
    }

    @Override
    public void stop(String member) {
        member(member).stop();
    }

    @Override
    public void kill(String member) {
        member(member).kill();
    }

    @Override
    public void restart(String member) {
        member(member).restart();
    }

    @Override
    public void pause(String member) {
        member(member).pause();
    }

    @Override
    public void resume(String member) {
        member(member).resume();
    }

    /** The process is all that there is of a member. */
    @Override
    public void sigstop(String member) {
        member(member).pause();
    }

    @Override
    public void sigcont(String member) {
        member(member).resume();
    }

    @Override
    public Optional<String> incarnation(String member) {
        return member(member).pid().map(String::valueOf);
    }

    @Override
    public void limitCpu(String member, double share) {
        member(member).limitCpu(share);
    }

    @Override
    public boolean isHeldBack(String member) {
        return member(member).isHeldBack();
    }

    @Override
    public void limitMemory(String member, long bytesMore) {
        throw new UnsupportedOperationException(LoopbackBackend.NO_MEMORY_LIMIT);
    }

    @Override
    public void squeezeMemory(String member) {
        throw new UnsupportedOperationException(LoopbackBackend.NO_MEMORY_LIMIT);
    }

    @Override
    public void freeMemory(String member) {
        throw new UnsupportedOperationException(LoopbackBackend.NO_MEMORY_LIMIT);
    }

    @Override
    public boolean ranOutOfMemory(String member) {
        return false;
    }

    @Override
    public void breakNames(String member, NameFailure failure) {
        throw new UnsupportedOperationException(LoopbackBackend.NO_NAMES);
    }

    @Override
    public NameAnswer lookUp(String member, Duration limit) {
        throw new UnsupportedOperationException(LoopbackBackend.NO_NAMES);
    }

    @Override
    public void mendNames(String member) {
        throw new UnsupportedOperationException(LoopbackBackend.NO_NAMES);
    }

    @Override
    public String change(String member, DataChange change) {
        return member(member).change(change);
    }

    @Override
    public void limitFiles(String member, OptionalLong bytes) {
        member(member).pids().forEach(pid -> FileLimit.set(pid, bytes));
    }

    @Override
    public OptionalLong fileLimit(String member) {
        List<OptionalLong> limits =
                member(member).pids().stream().map(FileLimit::of).toList();
        return limits.stream().allMatch(OptionalLong::isPresent)
                ? limits.stream().mapToLong(OptionalLong::getAsLong).max()
                : OptionalLong.empty();
    }

    @Override
    public void slowDisk(String member, Duration by) {
        mendDisk(member);
        List<Long> pids = member(member).pids();
        String trace = member(member).syncs().toString();
        slowed.put(member, Strace.attach(pids, Strace.slowSyncs(pids, by, trace)));
    }

    @Override
    public OptionalLong slowedSyncs(String member) {
        if (!slowed.containsKey(member)) {
            return OptionalLong.empty();
        }
        try (Stream<String> trace = Files.lines(member(member).syncs())) {
            return OptionalLong.of(Strace.heldUp(trace));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void mendDisk(String member) {
        Optional.ofNullable(slowed.remove(member)).ifPresent(Strace::close);
    }

    @Override
    public void watchWrites(String member) {
        List<Long> pids = member(member).pids();
        UnsyncedWrites writes = member(member).unsynced();
        writes.begin(pids);
        watched.put(
                member, Strace.attach(pids, Strace.writes(pids, writes.trace().toString())));
    }

    @Override
    public Map<String, Long> killUnsynced(String member) {
        kill(member);
        Optional.ofNullable(watched.remove(member))
                .orElseThrow(() -> new IllegalStateException("nobody has watched what " + member + " writes"))
                .awaitEnd();
        return member(member).unsynced().lose();
    }

    @Override
    public String data(String member) {
        return member(member).data().toString();
    }

    @Override
    public void prepareClocks() {
        members.values().forEach(LoopbackMember::prepareClock);
    }

    @Override
    public void setClock(String member, Duration ahead) {
        member(member).setClock(ahead);
    }

    @Override
    public boolean isRunning(String member) {
        return member(member).isRunning();
    }

    @Override
    public boolean isFrozen(String member) {
        return member(member).isFrozen();
    }

    @Override
    public Optional<Path> log(String member) {
        return Optional.of(member(member).log());
    }

    @Override
    public Optional<InetSocketAddress> socks(String member) {
        return Optional.of(fabric.socks(member));
    }

    @Override
    public Network network() {
        return network;
    }

    /** Proves that no connection between members goes past the fabric; a line for each that does. */
    List<String> leaks() {
        return new LeakAudit(fabric).of(members.values());
    }

    private LoopbackMember member(String name) {
        LoopbackMember member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException("no member is named " + name + ", only " + members.keySet());
        }
        return member;
    }

    @Override
    public void close() {
        // A member that stops says goodbye to the others first; behind a cut it would wait for them.
        fabric.cut(Set.of());
        fabric.shape(Map.of());
        slowed.values().forEach(Strace::close);
        watched.values().forEach(Strace::close);
        members.values().forEach(LoopbackMember::requestStop);
        try {
            members.values().forEach(LoopbackMember::close);
        } finally {
            agents.values().forEach(ProbeAgent::close);
            fabric.close();
        }
    }
}
