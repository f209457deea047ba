package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.harness.scenario.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Members' wall clocks are wrong; their monotonic clocks are right, as on a real machine. */
final class ClockFault implements Fault {
    private static final String BACK = "back";
    private static final String SLOW = "slow";
    private static final Setting BY = Setting.duration("by", "30s", "how far the clock is set");
    private static final Setting TOWARDS =
            Setting.word("towards", "forward", List.of("forward", BACK), "which way the clock is set");
    private static final Setting RATE =
            Setting.percent("rate", "20%", "how much more or less time passes than really does");
    private static final Setting RUNS =
            Setting.word("runs", "fast", List.of("fast", SLOW), "whether it gains or loses");
    private static final Setting PERIOD =
            Setting.duration("period", "2s", "after how long it is set and set back once more");

    private final FaultForm form;
    private final String description;
    private final String example;
    private final Planned planned;

    /** What a step's settings make of the clock. */
    private interface Planned {
        ClockCourse course(Settings settings);
    }

    private ClockFault(FaultForm form, String description, String example, Planned planned) {
        this.form = form;
        this.description = description;
        this.example = example;
        this.planned = planned;
    }

    static ClockFault jump() {
        return new ClockFault(
                FaultForm.members("clock-jump", BY, TOWARDS).throughAgents(),
                "wall clocks are set forward or back",
                "{at: 20s, fault: clock-jump, targets: [E1], by: 30s, towards: back, for: 10s}",
                settings -> new ClockCourse.Jump(by(settings)));
    }

    static ClockFault drift() {
        return new ClockFault(
                FaultForm.members("clock-drift", RATE, RUNS).throughAgents(),
                "wall clocks run fast or slow",
                "{at: 20s, fault: clock-drift, targets: [E1], rate: 20%, runs: fast, for: 10s}",
                settings -> new ClockCourse.Drift(
                        (settings.text(RUNS.name()).equals(SLOW) ? -1 : 1) * settings.share(RATE.name())));
    }

    static ClockFault strobe() {
        return new ClockFault(
                FaultForm.members("clock-strobe", BY, TOWARDS, PERIOD).throughAgents(),
                "wall clocks are set and set back, again and again",
                "{at: 20s, fault: clock-strobe, targets: [E1], by: 5s, period: 2s, for: 10s}",
                settings -> new ClockCourse.Strobe(by(settings), settings.duration(PERIOD.name())));
    }

    private static Duration by(Settings settings) {
        Duration by = settings.duration(BY.name());
        return settings.text(TOWARDS.name()).equals(BACK) ? by.negated() : by;
    }

    static Stream<Fault> all() {
        return Stream.of(jump(), drift(), strobe());
    }

    @Override
    public FaultForm form() {
        return form;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String example() {
        return example;
    }

    @Override
    public Optional<String> unavailable(Backend backend) {
        return backend.lacks(Feature.SETTABLE_CLOCK);
    }

    @Override
    public void prepare(Site site) {
        site.prepareClocks();
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new ClockInjection(cluster, strike.members(), planned.course(strike.settings()));
    }
}
