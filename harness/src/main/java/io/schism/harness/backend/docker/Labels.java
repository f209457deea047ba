package io.schism.harness.backend.docker;

import io.schism.harness.process.ProcessStamp;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What everything that we make in Docker carries: the run that it belongs to, and the process that made it. */
final class Labels {
    static final String RUN = "schism.run";
    private static final String OWNER = "schism.owner";

    private Labels() {}

    static Map<String, String> of(String runId, ProcessStamp owner) {
        return Map.of(RUN, runId, OWNER, owner.toString());
    }

    static boolean isOfRun(@Nullable Map<String, String> labels, String runId) {
        return labels != null && runId.equals(labels.get(RUN));
    }

    /** Whether the process that made it is gone. */
    static boolean isOrphan(@Nullable Map<String, String> labels) {
        return owner(labels).filter(owner -> !owner.isAlive()).isPresent();
    }

    static boolean isOf(@Nullable Map<String, String> labels, ProcessStamp owner) {
        return owner(labels).filter(owner::equals).isPresent();
    }

    private static Optional<ProcessStamp> owner(@Nullable Map<String, String> labels) {
        return Optional.ofNullable(labels).map(known -> known.get(OWNER)).flatMap(ProcessStamp::parse);
    }
}
