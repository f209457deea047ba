package io.schism.harness.run;

import io.schism.harness.cluster.Topology.Region;
import io.schism.harness.report.ReportInput;
import io.schism.harness.scenario.Expectation;
import io.schism.harness.scenario.PlanWriter;
import io.schism.harness.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hands a judged run to the reports. */
final class Reports {
    private Reports() {}

    static ReportInput input(RunResult result) {
        Scenario scenario = result.scenario();
        Map<String, List<String>> regions = new LinkedHashMap<>();
        for (Region region : result.variant().topology().regions()) {
            regions.put(region.name(), region.nodes());
        }
        return new ReportInput(
                new ReportInput.Scenario(
                        scenario.name(),
                        scenario.title(),
                        result.variant().name(),
                        result.variant().title() + ". " + scenario.description(),
                        scenario.source(),
                        PlanWriter.service(result.variant())),
                setting(result, regions),
                result.history(),
                result.verdicts(),
                result.validity(),
                new ReportInput.Expectation(
                        result.isAsExpected() ? ReportInput.Outcome.MET : ReportInput.Outcome.NOT_MET,
                        words(result.variant().expect()),
                        result.deviations()),
                scenario.published().stream()
                        .map(p -> new ReportInput.Comparison(p.label(), p.value(), result.show(p.measured())))
                        .toList(),
                notReproduced(result),
                problems(result),
                Remedies.of(result),
                result.folder());
    }

    private static ReportInput.Setting setting(RunResult result, Map<String, List<String>> regions) {
        Map<?, ?> record = result.record();
        Map<String, String> versions = new LinkedHashMap<>();
        if (record.get("versions") instanceof Map<?, ?> named) {
            named.forEach((name, version) -> versions.put(String.valueOf(name), String.valueOf(version)));
        }
        return new ReportInput.Setting(
                record.get("seed") instanceof Number seed ? seed.longValue() : 0,
                record.get("scale") instanceof Number scale ? scale.doubleValue() : 1,
                text(record, "backend"),
                text(record, "command"),
                versions.getOrDefault("commit", ""),
                versions,
                text(record, "machine"),
                text(record, "started"),
                regions);
    }

    private static String text(Map<?, ?> record, String key) {
        Object value = record.get(key);
        return value == null ? "" : value.toString();
    }

    private static String words(Expectation expect) {
        return expect.verdict().word()
                + (expect.checkers().isEmpty() ? "" : ", found by " + String.join(", ", expect.checkers()));
    }

    private static List<String> notReproduced(RunResult result) {
        List<String> all = new ArrayList<>(result.scenario().notReproduced());
        String trips = text(result.record(), "roundTrips");
        if (!trips.isEmpty()) {
            all.add("Round trips between regions: " + trips);
        }
        return all;
    }

    private static List<String> problems(RunResult result) {
        List<String> problems = new ArrayList<>(result.notes());
        // A load that was to end with its violation did.
        Stop.of(result.history()).map(Stop::toString).ifPresent(problems::remove);
        if (!RunRecord.hasEnded(result.record())) {
            problems.add("the run did not reach its end; its last state is \"" + text(result.record(), "state") + "\" "
                    + text(result.record(), "error"));
        }
        return problems;
    }
}
