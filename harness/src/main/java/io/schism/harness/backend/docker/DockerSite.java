package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import io.schism.harness.cluster.Attempts;
import io.schism.harness.cluster.Launch;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.NameAnswer;
import io.schism.harness.cluster.NameFailure;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Site;
import io.schism.harness.process.ProcessStamp;
import io.schism.harness.status.Agent;
import io.schism.workloads.agent.DataChange;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The containers of one run, on a network of its own. */
final class DockerSite implements Site {
    private final DockerClient client;
    private final String runId;
    private final Path runFolder;
    private final HostPorts ports;
    private final Addresses addresses;
    private final Firewall firewall;
    private final Namespaces namespaces;
    private final DockerNetwork cuts;
    private final Containers containers;
    private final Surgery surgery;
    private final SlowDisks slowDisks;
    private final Map<String, WriteWatch> watches = new ConcurrentHashMap<>();
    private volatile boolean isReadyForDelays;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DockerSite(
            DockerClient client,
            String runId,
            Path runFolder,
            ProcessStamp owner,
            HostPorts ports,
            Addresses addresses,
            String image,
            Firewall firewall) {
        this.client = client;
        this.runId = runId;
        this.runFolder = runFolder;
        this.ports = ports;
        this.addresses = addresses;
        this.firewall = firewall;
        String network = networkName(runId);
        Map<String, String> labels = Labels.of(runId, owner);
        this.containers = new Containers(client, image, network, addresses, runFolder, labels);
        this.surgery = new Surgery(client, image, network, labels);
        this.slowDisks = new SlowDisks(surgery);
        this.namespaces = new Namespaces(client, network, image, labels);
        this.cuts = new DockerNetwork(addresses, firewall, namespaces);
    }

    private static String networkName(String runId) {
        return "schism-" + runId;
    }

    /** Makes the network, the firewall and the gateways, and sees that a cut takes effect. */
    static DockerSite open(DockerClient client, String image, String runId, Path runFolder, List<Member> members) {
        ProcessStamp owner = ProcessStamp.current();
        HostPorts ports = new HostPorts(31 * runId.hashCode() + (int) owner.pid());
        try {
            Subnet subnet = Subnet.create(client, networkName(runId), Labels.of(runId, owner));
            Addresses addresses = new Addresses(Trial.withWitnesses(members), subnet, ports);
            Firewall firewall = Firewall.open(client, owner, runId, addresses.macs());
            DockerSite site = new DockerSite(client, runId, runFolder, owner, ports, addresses, image, firewall);
            try {
                OpenSites.add(site);
                site.startGateways();
                return site;
            } catch (RuntimeException e) {
                site.close();
                throw e;
            }
        } catch (RuntimeException e) {
            Leftovers.removeRun(client, runId);
            ports.close();
            throw e;
        }
    }

    private void startGateways() {
        List<Member> gateways = addresses.gateways();
        gateways.parallelStream()
                .forEach(gateway -> start(Relays.gateway(gateway, addresses.relayProperties(gateway.name()))));
        Trial trial = Trial.between(gateways);
        trial.run(cuts);
        trial.witnesses().forEach(witness -> containers.remove(witness.name()));
    }

    @Override
    public InetSocketAddress listen(String member, Port port) {
        return addresses.inside(member, port);
    }

    @Override
    public InetSocketAddress route(String from, String to, Port port) {
        return addresses.member(from).kind() == Member.Kind.CLIENTS
                ? addresses.through(from, to, port)
                : addresses.inside(to, port);
    }

    @Override
    public InetSocketAddress observe(String member, Port port) {
        return addresses.onHost(member, port);
    }

    @Override
    public void start(Launch launch) {
        containers.start(launch);
        if (isReadyForDelays) {
            namespaces.prepareDelays(launch.member().name());
        }
    }

    @Override
    public void stop(String member) {
        containers.started(member).process().end();
        namespaces.ended(member);
    }

    @Override
    public void kill(String member) {
        containers.started(member).process().kill();
        namespaces.ended(member);
    }

    @Override
    public void restart(String member) {
        containers.started(member).startAgain();
        namespaces.restarted(member);
    }

    @Override
    public void pause(String member) {
        containers.started(member).process().pause();
    }

    @Override
    public void resume(String member) {
        containers.started(member).process().resume();
    }

    @Override
    public void sigstop(String member) {
        containers.started(member).process().signal("STOP");
    }

    @Override
    public void sigcont(String member) {
        ContainerProcess process = containers.started(member).process();
        if (process.runs()) {
            process.signal("CONT");
        }
    }

    @Override
    public Optional<String> incarnation(String member) {
        return containers.started(member).process().startedAt();
    }

    @Override
    public void limitCpu(String member, double share) {
        containers.started(member).limits().cpu(share);
    }

    @Override
    public boolean isHeldBack(String member) {
        return containers.started(member).limits().isHeldBack();
    }

    @Override
    public void limitMemory(String member, long bytesMore) {
        containers.started(member).limits().memory(bytesMore);
    }

    @Override
    public void squeezeMemory(String member) {
        containers.started(member).limits().squeezeMemory();
    }

    @Override
    public void freeMemory(String member) {
        containers.started(member).limits().freeMemory();
    }

    @Override
    public boolean ranOutOfMemory(String member) {
        return containers.started(member).process().ranOutOfMemory();
    }

    @Override
    public void breakNames(String member, NameFailure failure) {
        namespaces.names(member, Optional.of(failure));
    }

    @Override
    public void mendNames(String member) {
        namespaces.names(member, Optional.empty());
    }

    /** {@inheritDoc} Docker's own name server knows each container by the first digits of its id. */
    @Override
    public NameAnswer lookUp(String member, Duration limit) {
        String question = "look-up 127.0.0.11 " + containers.started(member).shortId() + " " + limit.toMillis();
        return new Agent(observe(member, Port.PROBE))
                .ask(question, limit.multipliedBy(2))
                .map(words -> switch (words[0]) {
                    case "answered" -> new NameAnswer(Reach.OPEN, Duration.ofNanos(Long.parseLong(words[1])));
                    case "silent" -> new NameAnswer(Reach.CLOSED);
                    case "refused" -> new NameAnswer(Reach.REFUSED);
                    default -> new NameAnswer(Reach.NOT_TRIED);
                })
                .orElse(new NameAnswer(Reach.NOT_TRIED));
    }

    @Override
    public String change(String member, DataChange change) {
        return surgery.change(containers.started(member).volume(), change);
    }

    @Override
    public void limitFiles(String member, OptionalLong bytes) {
        if (bytes.isPresent() && containers.started(member).processes().size() > 1) {
            throw new IllegalStateException(
                    member + " has more than one process, and this can be done to the first alone");
        }
        surgery.limitFiles(containers.started(member).getContainerId(), bytes);
    }

    @Override
    public OptionalLong fileLimit(String member) {
        return surgery.fileLimit(containers.started(member).getContainerId());
    }

    @Override
    public void slowDisk(String member, Duration by) {
        slowDisks.slow(containers.started(member), by);
    }

    @Override
    public OptionalLong slowedSyncs(String member) {
        return slowDisks.heldUp(containers.started(member));
    }

    @Override
    public void mendDisk(String member) {
        slowDisks.mend(containers.started(member));
    }

    @Override
    public String data(String member) {
        return MemberContainer.DATA;
    }

    /** {@inheritDoc} The gateways run already. */
    @Override
    public void prepareDelays() {
        isReadyForDelays = true;
        containers.names().parallelStream().forEach(namespaces::prepareDelays);
    }

    @Override
    public void watchWrites(String member) {
        watches.put(
                member,
                WriteWatch.begin(client, surgery, containers.started(member).getContainerId()));
    }

    @Override
    public Map<String, Long> killUnsynced(String member) {
        kill(member);
        return Optional.ofNullable(watches.remove(member))
                .orElseThrow(() -> new IllegalStateException("nobody has watched what " + member + " writes"))
                .lose(runFolder.resolve("nodes").resolve(member).resolve("unsynced"));
    }

    @Override
    public void prepareClocks() {
        containers.prepareClocks();
    }

    @Override
    public void setClock(String member, Duration ahead) {
        containers.started(member).setClock(ahead);
    }

    @Override
    public boolean isRunning(String member) {
        return containers.isRunning(member);
    }

    @Override
    public boolean isFrozen(String member) {
        return containers.started(member).process().isPaused();
    }

    @Override
    public Optional<Boolean> isHealthy(String member) {
        return containers.started(member).process().isHealthyByItsCheck();
    }

    @Override
    public Optional<Path> log(String member) {
        return Optional.of(runFolder.resolve("nodes").resolve(member).resolve("log"));
    }

    @Override
    public Network network() {
        return cuts;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // The cuts hold until the last member is gone, or a deposed primary could still act.
        Attempts attempts = new Attempts();
        attempts.make(containers::stop);
        attempts.make(namespaces::close);
        attempts.make(firewall::close);
        attempts.make(() -> Leftovers.removeRun(client, runId));
        attempts.make(ports::close);
        attempts.make(() -> OpenSites.remove(this));
        attempts.end();
    }
}
