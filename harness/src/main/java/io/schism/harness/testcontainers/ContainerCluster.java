package io.schism.harness.testcontainers;

import io.schism.harness.backend.docker.BorrowedContainers;
import io.schism.harness.cluster.Attempts;
import io.schism.harness.cluster.Cuts;
import io.schism.harness.cluster.Pair;
import io.schism.harness.nemesis.CutInjection;
import io.schism.harness.nemesis.Injection;
import io.schism.harness.process.ProcessStamp;
import io.schism.histories.error.UserError;
import io.schism.histories.history.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.testcontainers.containers.GenericContainer;

/**
 * Faults and observers for containers that a test has already. They must run, share a network, and have an nft-capable Docker
 * Engine on this machine, as the docker backend needs it.
 *
 * <pre>{@code
 * try (ContainerCluster cluster = ContainerCluster.of(Map.of("a", a, "b", b, "c", c), recorder)) {
 *     cluster.observe(container -> askRole(container));
 *     try (ContainerCluster.Fault cut = cluster.isolate("a")) {
 *         ...
 *     }
 * }
 * assertThat(recorder.history()).hasSinglePrimary().recoversWithin(Duration.ofSeconds(20));
 * }</pre>
 *
 * <p>Each fault is recorded when it is in force, which probes from inside every container's network namespace prove for as long as
 * it lasts, and when it is healed. What the test's own client sends from this machine is never cut. A container that was killed
 * may come back with other published ports.
 */
public final class ContainerCluster implements AutoCloseable {
    private static final AtomicInteger CLUSTERS = new AtomicInteger();
    private static final Duration HEALING = Duration.ofSeconds(60);

    private final Map<String, GenericContainer<?>> containers;
    private final Recorder recorder;
    private final BorrowedContainers borrowed;
    private final Cuts cuts;
    private final List<RoleSampler> samplers = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private int injected;

    private ContainerCluster(
            Map<String, GenericContainer<?>> containers, Recorder recorder, BorrowedContainers borrowed) {
        this.containers = containers;
        this.recorder = recorder;
        this.borrowed = borrowed;
        this.cuts = new Cuts(borrowed);
    }

    /**
     * These containers, by the names that faults and histories shall use, with a recorder in memory.
     *
     * @throws UserError as {@link #of(Map, Recorder)}
     */
    public static ContainerCluster of(Map<String, ? extends GenericContainer<?>> containers) {
        return of(containers, Recorder.inMemory());
    }

    /**
     * These containers, by the names that faults and histories shall use.
     *
     * @param recorder of the test's own clients; faults and roles are recorded there too
     * @throws UserError where one does not run, they share no network, or this machine cannot cut it
     */
    public static ContainerCluster of(Map<String, ? extends GenericContainer<?>> containers, Recorder recorder) {
        Map<String, String> ids = new LinkedHashMap<>();
        containers.forEach((name, container) -> {
            if (!container.isRunning()) {
                throw UserError.usage("container " + name + " does not run", "start it before it joins the cluster");
            }
            ids.put(name, container.getContainerId());
        });
        String runId = "borrowed-" + ProcessStamp.current() + "-" + CLUSTERS.incrementAndGet();
        return new ContainerCluster(new LinkedHashMap<>(containers), recorder, BorrowedContainers.of(runId, ids));
    }

    /** Where faults and roles are recorded; the test records there what its clients do. */
    public Recorder recorder() {
        return recorder;
    }

    /** What a container says of its part. */
    public record Role(String role, long epoch) {}

    /** A fault in force, until it is closed. */
    public interface Fault extends AutoCloseable {
        /**
         * Heals it, and waits until it is seen to be whole.
         *
         * @throws FaultFailedError where it was not in force all the time, or is not healed
         */
        @Override
        void close();
    }

    /**
     * Asks every container for its role about ten times a second, past every cut, and records it; one that throws or does not
     * answer within half a second is recorded as unreachable.
     *
     * @param ask how the user's service tells: {@code new Role("primary", 3)}
     */
    public synchronized void observe(Function<GenericContainer<?>, Role> ask) {
        containers.forEach(
                (name, container) -> samplers.add(RoleSampler.start(recorder, name, () -> ask.apply(container))));
    }

    /**
     * Cuts a container off from all others, in both directions.
     *
     * @throws FaultFailedError where it is not seen to be in force; so do all faults
     */
    public Fault isolate(String name) {
        Set<String> others = new LinkedHashSet<>(containers.keySet());
        others.remove(name);
        return cut(List.of(name), others);
    }

    /** Cuts each of one side off from each of the other, in both directions. */
    public Fault cut(Collection<String> side, Collection<String> other) {
        Set<Pair> pairs = new LinkedHashSet<>();
        for (String here : side) {
            for (String there : other) {
                pairs.add(new Pair(here, there));
                pairs.add(new Pair(there, here));
            }
        }
        return inject(
                "cut",
                "cut of " + String.join(", ", side) + " from " + String.join(", ", other),
                new CutInjection(borrowed, cuts, pairs, name -> !borrowed.runs(name), pair -> false));
    }

    /** Freezes every process of a container, as in a long pause of its garbage collector. */
    public Fault pause(String name) {
        return silence("pause", name, borrowed::pause, borrowed::resume);
    }

    /** Ends a container at once; closing the fault starts it again. */
    public Fault kill(String name) {
        return silence("kill", name, borrowed::kill, borrowed::restart);
    }

    private Fault silence(String fault, String name, Consumer<String> silenced, Consumer<String> revived) {
        return inject(fault, fault + " of " + name, new SilenceInjection(borrowed, name, silenced, revived));
    }

    private synchronized Fault inject(String name, String what, Injection injection) {
        Fault fault = HeldFault.inject(recorder, name, ++injected, what, injection, HEALING);
        faults.add(fault);
        return fault;
    }

    /**
     * Heals whatever is still broken, stops asking, and takes away what was put beside the containers; they stay.
     *
     * @throws FaultFailedError where a fault that was still open did not hold
     */
    @Override
    public void close() {
        try {
            heal();
            samplers.forEach(RoleSampler::close);
        } finally {
            borrowed.close();
        }
    }

    /** All of them, whatever is wrong with one; each is healed once. */
    private synchronized void heal() {
        Attempts attempts = new Attempts();
        faults.forEach(fault -> attempts.make(fault::close));
        attempts.end();
    }
}
