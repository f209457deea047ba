package io.schism.workloads.controller;

import io.schism.workloads.coordination.CallFailure;
import io.schism.workloads.coordination.JsonCalls;
import io.schism.workloads.coordination.Peer;
import io.schism.workloads.coordination.PrimaryRecord;
import io.schism.workloads.coordination.Timings;
import io.schism.workloads.service.Internal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes of the service, as a controller asks them. Whoever does not answer in time is left out. */
final class Nodes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Nodes.class);

    private final List<Peer> all;
    private final Timings timings;
    private final JsonCalls calls;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "ask");
        thread.setDaemon(true);
        return thread;
    });

    Nodes(List<Peer> all, Timings timings) {
        this.all = all;
        this.timings = timings;
        this.calls = new JsonCalls(timings.probe());
    }

    /** In the order in which they are preferred. */
    List<Peer> all() {
        return all;
    }

    Peer named(String name) {
        return all.stream()
                .filter(peer -> peer.node().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no node " + name));
    }

    /** Probes a node. */
    Optional<Internal.RoleView> role(Peer node) {
        try {
            return Optional.of(calls.get(node.socketAddress(), "/role", Internal.RoleView.class, timings.probe()));
        } catch (CallFailure e) {
            log.debug("no answer to a probe", e);
            return Optional.empty();
        }
    }

    /** Installs an epoch on a node; whoever is primary of a lower one steps down. */
    Optional<Internal.Installed> install(Peer node, long epoch) {
        try {
            return Optional.of(calls.post(
                    node.socketAddress(),
                    "/internal/install",
                    new Internal.Install(epoch),
                    Internal.Installed.class,
                    timings.promotionStep()));
        } catch (CallFailure e) {
            log.info("epoch {} is not installed on {}: {}", epoch, node.node(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Installs an epoch on all nodes at the same time. Tells the answers of those that now know it. */
    Map<Peer, Internal.Installed> installEverywhere(long epoch) {
        Map<Peer, CompletableFuture<Optional<Internal.Installed>>> asked = new LinkedHashMap<>();
        for (Peer node : all) {
            asked.put(node, CompletableFuture.supplyAsync(() -> install(node, epoch), threads));
        }
        Map<Peer, Internal.Installed> answers = new LinkedHashMap<>();
        asked.forEach((node, answer) -> answer.join().ifPresent(installed -> answers.put(node, installed)));
        return answers;
    }

    /** Has a node fetch from another what it lacks of what that one had when it installed the epoch. Tells where it is then. */
    Optional<Internal.Installed> catchUp(Peer node, Peer from, Internal.Installed had, long epoch) {
        try {
            return Optional.of(calls.post(
                    node.socketAddress(),
                    "/internal/catchup",
                    new Internal.CatchUp(epoch, from.node(), had.lastPos()),
                    Internal.Installed.class,
                    timings.catchUp()));
        } catch (CallFailure e) {
            log.info("{} did not catch up with {}: {}", node.node(), from.node(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Tells every node at once who is primary; whoever is not reached reads the record. */
    void announce(PrimaryRecord record) {
        for (Peer node : all) {
            threads.execute(() -> {
                try {
                    calls.post(node.socketAddress(), "/internal/promoted", record, Map.class, timings.promotionStep());
                } catch (CallFailure e) {
                    log.debug("not told", e);
                }
            });
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
