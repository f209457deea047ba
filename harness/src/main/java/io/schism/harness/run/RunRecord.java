package io.schism.harness.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.workloads.workload.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** {@code run.json}: what ran, on what, and how far it got. Written at the start, and again whenever more is known. */
final class RunRecord {
    /** What every workload is checked against. */
    static final String MODEL = "cas-register";

    private static final String ENDED = "ended";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunFolder folder;
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private RunRecord(RunFolder folder) {
        this.folder = folder;
    }

    static RunRecord begin(RunFolder folder, RunRequest request) {
        RunRecord record = new RunRecord(folder);
        record.fields.put("schema", 1);
        record.fields.put("scenario", request.scenario().name());
        record.fields.put("variant", request.variant().name());
        record.fields.put("backend", request.backend().name());
        record.fields.put("seed", request.seed());
        record.fields.put("scale", request.scale());
        record.fields.put("model", MODEL);
        record.fields.put("command", request.command());
        record.fields.put("started", folder.started().toString());
        record.fields.put("versions", versions());
        record.fields.put("machine", machine());
        record.fields.put("state", "running");
        record.write();
        return record;
    }

    /** What a run's {@code run.json} says. */
    static Map<?, ?> read(Path runFolder) throws IOException {
        return JSON.readValue(runFolder.resolve("run.json").toFile(), Map.class);
    }

    /** Whether load, faults and closing reads were done, by what {@code run.json} says. */
    static boolean hasEnded(Map<?, ?> record) {
        return ENDED.equals(record.get("state"));
    }

    /** The cluster serves. */
    void serving(Duration startUp, Cluster cluster) {
        fields.put("startMillis", startUp.toMillis());
        fields.put("roundTrips", cluster.site().network().roundTrips());
        cluster.topology().members(Member.Kind.ZOOKEEPER).stream()
                .filter(m -> cluster.mode(m).filter("leader"::equals).isPresent())
                .findFirst()
                .ifPresent(m -> fields.put("zooKeeperLeaderRegion", m.region()));
        write();
    }

    /** The load was stopped before its time. */
    void stopped(Stop stop) {
        fields.put("stopped", stop.facts());
        write();
    }

    /** Load, faults and closing reads are done. */
    void ended(Tally tally) {
        fields.put("late", tally.late());
        fields.put("latestMillis", tally.latest().toMillis());
        fields.put("state", ENDED);
        fields.put("ended", Instant.now().toString());
        write();
    }

    /** The harness could not go on. */
    void failed(RuntimeException cause) {
        fields.put("state", "failed");
        fields.put("error", String.valueOf(cause.getMessage()));
        write();
    }

    private void write() {
        try {
            folder.write("run.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of plain values is always JSON", e);
        }
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        String commit = System.getenv("SCHISM_COMMIT");
        versions.put("commit", commit == null ? "" : commit);
        versions.put("schism", version(RunRecord.class));
        versions.put("zookeeper", version(ZooKeeper.class));
        versions.put("curator", version(CuratorFramework.class));
        versions.put("java", System.getProperty("java.vm.version"));
        return versions;
    }

    /** What a class's jar says of itself. */
    private static String version(Class<?> of) {
        String version = of.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    private static Map<String, Object> machine() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("arch", System.getProperty("os.arch"));
        return machine;
    }
}
