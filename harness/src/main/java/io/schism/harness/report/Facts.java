package io.schism.harness.report;

import io.schism.histories.verdict.Validity;
import java.util.List;

/** What one input comes down to; derived once, used by every file of the report. */
record Facts(
        ReportInput input,
        Regions regions,
        Timeline timeline,
        Throughput throughput,
        Latency latency,
        ClockSkew clocks,
        FaultRecovery recovery,
        List<Reign> reigns,
        Figures figures,
        Divergence divergence) {

    static Facts of(ReportInput input) {
        Regions regions = Regions.of(input.setting().regions(), input.history());
        Timeline timeline = Timeline.of(input.history(), regions);
        Figures figures = new Figures(input.verdicts());
        Throughput throughput = Throughput.of(input.history(), regions, timeline.to());
        return new Facts(
                input,
                regions,
                timeline,
                throughput,
                Latency.of(input.history(), throughput),
                ClockSkew.of(input.history(), timeline.to()),
                FaultRecovery.of(
                        input.history(), timeline.faults(), input.setting().scale()),
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

    /** Whether two primaries are known to have acknowledged; two that only claim to be are drawn less loudly. */
    boolean acted() {
        return figures.is("DUAL", Validity.INVALID);
    }

    /** A time in which several claim to be primary, in words. */
    String claimed(Timeline.Claim claim) {
        String note = figures.is("DUAL", Validity.VALID) ? ", never two acknowledged" : "";
        return claim.nodes().size()
                + (acted() ? " primaries for " : " claim to be primary for ")
                + Shown.seconds(claim.to() - claim.from())
                + note;
    }
}
