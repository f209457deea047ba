package io.schism.harness.observe;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import io.schism.harness.status.Inquiry;
import io.schism.harness.status.NodeStatus;
import io.schism.histories.edn.EdnWriter;
import io.schism.histories.edn.Keyword;
import io.schism.histories.error.UserError;
import io.schism.histories.history.Recorder;
import io.schism.workloads.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of a run: waits until the cluster is quiet, then records every node's log. */
public final class Quiescence {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final Recorder recorder;

    public Quiescence(Cluster cluster, Recorder recorder) {
        this.cluster = cluster;
        this.recorder = recorder;
    }

    /**
     * Waits until one node is primary and every node that takes part has its epoch and its last position, and records
     * whether that was reached.
     *
     * @return whether it was reached within the limit
     */
    public boolean await(Duration limit) {
        long start = System.nanoTime();
        boolean reached = Pause.until(this::isQuiet, limit, Duration.ofMillis(200));
        recorder.observe(
                "quiescence", Map.of(Keyword.of("reached"), reached, Keyword.of("waited"), System.nanoTime() - start));
        return reached;
    }

    private boolean isQuiet() {
        List<Optional<NodeStatus>> nodes = cluster.topology().members(Member.Kind.SERVICE).stream()
                .map(m -> cluster.status(m.name()))
                .toList();
        if (nodes.stream().anyMatch(Optional::isEmpty)) {
            return false;
        }
        List<NodeStatus> taking = nodes.stream()
                .flatMap(Optional::stream)
                .filter(n -> !n.role().equals("out"))
                .toList();
        return taking.stream().filter(n -> n.role().equals("primary")).count() == 1
                && taking.stream().map(NodeStatus::epoch).distinct().count() == 1
                && taking.stream().map(NodeStatus::pos).distinct().count() == 1
                && taking.stream().map(NodeStatus::confirmed).distinct().count() == 1;
    }

    /** Records the {@code :final-state} of every node, and keeps it as {@code NAME/final-state.edn} in a folder. */
    public void recordFinalStates(Path folder) {
        Inquiry inquiry = new Inquiry();
        for (Member node : cluster.topology().members(Member.Kind.SERVICE)) {
            Map<Keyword, @Nullable Object> state = inquiry.finalState(
                            cluster.site().observe(node.name(), Port.HTTP), PATIENCE)
                    .orElseGet(() -> Map.of(Keyword.of("error"), "no answer within " + PATIENCE.toSeconds() + " s"));
            recorder.observe("final-state", node.name(), state);
            Path file = folder.resolve(node.name()).resolve("final-state.edn");
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, EdnWriter.toString(state) + "\n");
            } catch (IOException e) {
                throw UserError.environment("cannot write " + file + ": " + e.getMessage(), "check the disk", e);
            }
        }
    }
}
