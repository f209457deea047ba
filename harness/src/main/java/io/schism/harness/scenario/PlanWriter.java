package io.schism.harness.scenario;

import io.schism.harness.cluster.ReplicatedKv;
import io.schism.harness.cluster.Service;
import io.schism.harness.cluster.Topology;
import io.schism.harness.cluster.Topology.ZooKeeperTimes;
import io.schism.harness.scenario.Expectation.Interval;
import io.schism.harness.service.UserService;
import io.schism.harness.yaml.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes the plan that ran, complete: a scenario file of one variant that {@code schism run} takes again. */
public final class PlanWriter {
    private PlanWriter() {}

    /**
     * The file's text; {@code comment} lines stand at its head.
     *
     * @param variant one whose plan is expanded
     */
    public static String write(Scenario scenario, Variant variant, List<String> comment) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("schema", 1);
        file.put("name", scenario.name());
        file.put("title", scenario.title());
        putText(file, "source", scenario.source());
        putText(file, "description", scenario.description());
        if (!scenario.published().isEmpty()) {
            file.put(
                    "published",
                    scenario.published().stream().map(PlanWriter::published).toList());
        }
        if (!scenario.notReproduced().isEmpty()) {
            file.put("not-reproduced", scenario.notReproduced());
        }
        file.put("variants", Map.of(variant.name(), variant(variant)));
        StringBuilder text = new StringBuilder();
        comment.forEach(line -> text.append("# ").append(line).append('\n'));
        return text.append(yaml().dump(file)).toString();
    }

    /** The lines of an expanded plan alone. */
    public static String plan(Plan plan) {
        return yaml().dump(Map.of("plan", items(plan)));
    }

    private static Yaml yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        return new Yaml(options);
    }

    private static List<Map<String, Object>> items(Plan plan) {
        return plan.items().stream().map(PlanWriter::item).toList();
    }

    /** What a variant says of who serves, key by key: a policy, or what the user's service is. */
    public static Map<String, String> service(Variant variant) {
        if (variant.service() instanceof UserService user) {
            return user.facts();
        }
        Map<String, String> words = new LinkedHashMap<>();
        written(variant.service()).forEach((key, value) -> words.put(key, value.toString()));
        return words;
    }

    private static Map<String, Object> written(Service service) {
        if (service instanceof ReplicatedKv own) {
            return PolicyReader.write(own.policy());
        }
        return service instanceof UserService user ? user.written() : Map.of();
    }

    private static Map<String, Object> published(Scenario.Published row) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("figure", row.label());
        keys.put("published", row.value());
        putText(keys, "measured", row.measured());
        return keys;
    }

    private static Map<String, Object> variant(Variant variant) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("title", variant.title());
        topology(keys, variant.topology());
        keys.put(variant.service() instanceof ReplicatedKv ? "policy" : "service", written(variant.service()));
        keys.put("load", variant.load().stream().map(LoadReader::write).toList());
        keys.put("plan", items(variant.plan()));
        keys.put("stop", Durations.write(variant.stop()));
        keys.put("work", variant.work().stream().map(PlanWriter::work).toList());
        if (!variant.gapLimits().isEmpty()) {
            Map<String, String> limits = new LinkedHashMap<>();
            variant.gapLimits().forEach((region, limit) -> limits.put(region, limit.text()));
            keys.put("gap-limits", limits);
        }
        keys.put("checkers", variant.checkers());
        keys.put("expect", expect(variant.expect()));
        return keys;
    }

    private static void topology(Map<String, Object> keys, Topology topology) {
        Map<String, Object> regions = new LinkedHashMap<>();
        topology.regions().forEach(region -> {
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("nodes", region.nodes());
            of.put("voters", region.voters());
            of.put("controllers", region.controllers());
            of.put("promotable", region.promotable());
            regions.put(region.name(), of);
        });
        keys.put("regions", regions);
        putText(keys, "primary", topology.primary());
        Map<String, String> trips = new LinkedHashMap<>();
        for (Map.Entry<String, Duration> trip : topology.roundTrips().entrySet()) {
            trips.put(trip.getKey(), Durations.write(trip.getValue()));
        }
        keys.put("round-trips", trips);
        ZooKeeperTimes times = topology.zooKeeper();
        Map<String, Object> zooKeeper = new LinkedHashMap<>();
        zooKeeper.put("session-timeout", Durations.write(times.sessionTimeout()));
        zooKeeper.put("tick", Durations.write(times.tick()));
        zooKeeper.put("sync-limit", times.syncLimit());
        keys.put("zookeeper", zooKeeper);
    }

    private static Map<String, Object> item(Plan.Item item) {
        if (item instanceof Plan.Quiet quiet) {
            return Map.of("quiet", quiet(quiet));
        }
        if (item instanceof Plan.Rest rest) {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("after", "healed");
            keys.put("for", Durations.write(rest.lasts()));
            return Map.of("quiet", keys);
        }
        if (item instanceof Step step) {
            return step(step);
        }
        throw new IllegalArgumentException("only an expanded plan can be written");
    }

    private static Map<String, Object> quiet(Plan.Quiet quiet) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("at", Durations.write(quiet.at()));
        keys.put("for", Durations.write(quiet.lasts()));
        return keys;
    }

    private static Map<String, Object> step(Step step) {
        Map<String, Object> keys = new LinkedHashMap<>(MomentReader.write(step.when()));
        keys.put("fault", step.fault());
        keys.putAll(TargetReader.write(step.target()));
        keys.putAll(step.settings().texts());
        keys.put("for", Durations.write(step.lasts()));
        keys.put("seed", step.seed());
        return keys;
    }

    private static Map<String, Object> work(WorkMinimum minimum) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("phase", minimum.phase());
        keys.put("region", minimum.region());
        keys.put("kind", minimum.kind());
        keys.put("ok", minimum.ok().text());
        return keys;
    }

    private static Map<String, Object> expect(Expectation expect) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("verdict", expect.verdict().word());
        if (!expect.checkers().isEmpty()) {
            keys.put("checkers", expect.checkers());
        }
        if (!expect.mayFire().isEmpty()) {
            keys.put("may-fire", expect.mayFire());
        }
        Map<String, List<String>> figures = new LinkedHashMap<>();
        for (Map.Entry<String, Interval> figure : expect.figures().entrySet()) {
            figures.put(
                    figure.getKey(),
                    List.of(
                            figure.getValue().least().text(),
                            figure.getValue().most().text()));
        }
        if (!figures.isEmpty()) {
            keys.put("figures", figures);
        }
        return keys;
    }

    private static void putText(Map<String, Object> keys, String key, String text) {
        if (!text.isEmpty()) {
            keys.put(key, text);
        }
    }
}
