package io.schism.harness.observe;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.histories.edn.EdnWriter;
import io.schism.histories.edn.Keyword;
import io.schism.histories.error.UserError;
import io.schism.histories.history.Recorder;
import io.schism.workloads.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The end of a run: waits until the cluster is quiet, then records every node's log. */
public final class Quiescence {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration STILL = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 5;

    private final Cluster cluster;
    private final Recorder recorder;
    private long position;

    public Quiescence(Cluster cluster, Recorder recorder) {
        this.cluster = cluster;
        this.recorder = recorder;
    }

    /**
     * Waits until the service is quiet (of our own: one node is primary, every node that takes part has its epoch and its
     * last position) and nothing has moved for a second (a request that a healed network delivers late still changes the log); records whether that was
     * reached.
     *
     * @return whether it was reached within the limit
     */
    public boolean await(Duration limit) {
        long start = System.nanoTime();
        boolean reached = isStill(limit);
        recorder.observe(
                "quiescence", Map.of(Keyword.of("reached"), reached, Keyword.of("waited"), System.nanoTime() - start));
        return reached;
    }

    private boolean isStill(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (Pause.until(this::isQuiet, Duration.ofNanos(end - System.nanoTime()), BETWEEN)) {
            long before = position;
            Pause.of(STILL);
            if (isQuiet() && position == before) {
                return true;
            }
        }
        return false;
    }

    /** Looks once; the common position is kept. */
    private boolean isQuiet() {
        OptionalLong quiet = cluster.service().quiet(cluster.placement());
        quiet.ifPresent(at -> position = at);
        return quiet.isPresent();
    }

    /**
     * Records the {@code :final-state} of every node, and keeps it as {@code NAME/final-state.edn} in a folder. States that a
     * late write has moved between two answers are asked for again, a few times. Nothing is recorded of a service whose nodes
     * keep no log.
     */
    public void recordFinalStates(Path folder) {
        if (!cluster.service().keepsLog()) {
            return;
        }
        Map<String, Map<Keyword, @Nullable Object>> states = finalStates();
        for (int attempt = 1; attempt < ATTEMPTS && !belongTogether(states.values()); attempt++) {
            isStill(PATIENCE);
            states = finalStates();
        }
        states.forEach((node, state) -> {
            recorder.observe("final-state", node, state);
            keep(folder.resolve(node).resolve("final-state.edn"), state);
        });
    }

    private Map<String, Map<Keyword, @Nullable Object>> finalStates() {
        Map<String, Map<Keyword, @Nullable Object>> states = new LinkedHashMap<>();
        for (Member node : cluster.topology().members(Member.Kind.SERVICE)) {
            states.put(
                    node.name(),
                    cluster.service()
                            .finalState(cluster.placement(), node.name(), PATIENCE)
                            .orElseGet(() ->
                                    Map.of(Keyword.of("error"), "no answer within " + PATIENCE.toSeconds() + " s")));
        }
        return states;
    }

    /** Whether all who take part are at one position. */
    private static boolean belongTogether(Collection<Map<Keyword, @Nullable Object>> states) {
        return states.stream()
                        .filter(state -> Boolean.TRUE.equals(state.get(Keyword.of("member"))))
                        .map(state -> String.valueOf(state.get(Keyword.of("pos"))))
                        .distinct()
                        .count()
                <= 1;
    }

    private static void keep(Path file, Map<Keyword, @Nullable Object> state) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, EdnWriter.toString(state) + "\n");
        } catch (IOException e) {
            throw UserError.environment("cannot write " + file + ": " + e.getMessage(), "check the disk", e);
        }
    }
}
