package io.schism.harness.report;

import io.schism.histories.verdict.Validity;
import java.util.List;

/** What one input comes down to; derived once, used by every file of the report. */
record Facts(
        ReportInput input,
        Regions regions,
        Timeline timeline,
        Throughput throughput,
        List<Reign> reigns,
        Figures figures,
        Divergence divergence) {

    static Facts of(ReportInput input) {
        Regions regions = Regions.of(input.setting().regions(), input.history());
        Timeline timeline = Timeline.of(input.history(), regions);
        Figures figures = new Figures(input.verdicts());
        return new Facts(
                input,
                regions,
                timeline,
                Throughput.of(input.history(), regions, timeline.to()),
                Reign.of(input.history()),
                figures,
                Divergence.of(input.history(), figures));
    }

    /** The checkers with that validity, by name. */
    List<String> checkers(Validity validity) {
        return input.verdicts().stream()
                .filter(v -> v.validity() == validity)
                .map(v -> Shown.name(v.checker()))
                .toList();
    }
}
