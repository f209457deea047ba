package io.schism.harness.run;

import io.schism.harness.report.ReportInput.Remedy;
import io.schism.harness.scenario.PlanWriter;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.scenario.Variant;
import io.schism.histories.error.UserError;
import io.schism.histories.verdict.Validity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which variants of the scenario are predicted to stand the faults under which a run came out invalid. */
final class Remedies {
    private static final int MOST = 3;

    private Remedies() {}

    /** Those with the same plan and another policy, the least change first; none for a run that was not invalid. */
    static List<Remedy> of(RunResult result) {
        if (result.validity() != Validity.INVALID) {
            return List.of();
        }
        Variant ran = result.variant();
        return variants(result.scenario()).stream()
                .filter(v -> v.expect().verdict() == Validity.VALID
                        && v.expanded(0).plan().breaksAs(ran.plan()))
                .map(v -> remedy(v, ran, result))
                .filter(remedy -> !remedy.changes().isEmpty())
                .sorted(Comparator.comparingInt(remedy -> remedy.changes().size()))
                .limit(MOST)
                .toList();
    }

    /** A run's folder holds the variant that ran alone; the scenario of that name knows the others. */
    private static List<Variant> variants(Scenario scenario) {
        try {
            return List.copyOf(Library.scenario(scenario.name()).variants().values());
        } catch (UserError e) {
            return List.of(); // a scenario from a file of the user's
        }
    }

    private static Remedy remedy(Variant variant, Variant ran, RunResult result) {
        Map<String, String> now = PlanWriter.service(ran);
        List<String> changes = new ArrayList<>();
        PlanWriter.service(variant).forEach((setting, choice) -> {
            String before = now.getOrDefault(setting, "");
            if (!before.equals(choice)) {
                changes.add(setting + ": " + before + " → " + choice);
            }
        });
        String command = String.valueOf(result.record().get("command"))
                .replace("--variant " + ran.name() + " ", "--variant " + variant.name() + " ");
        return new Remedy(variant.name(), variant.title(), changes, command);
    }
}
