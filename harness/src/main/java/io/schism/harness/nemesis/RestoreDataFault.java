package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.harness.yaml.Durations;
import io.schism.workloads.agent.DataChange;
import io.schism.workloads.agent.DataChange.Kind;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.Optional;

/** Members are killed and started again on the data that they had a while ago, as after a restore from a backup. */
final class RestoreDataFault implements Fault {
    private static final String AGE = "age";

    @Override
    public FaultForm form() {
        return FaultForm.members(
                        "restore-data",
                        Setting.duration(AGE, "5s", "how old the data is when it is put back; less than `for`"))
                .hitting(Member.Kind.SERVICE, Member.Kind.ZOOKEEPER);
    }

    @Override
    public String description() {
        return "nodes or ZooKeepers are killed and started again on a copy of their data, taken some time before";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: restore-data, targets: [E2], age: 5s, for: 15s}";
    }

    @Override
    public Optional<Futility> futile(Strike strike, Parts parts) {
        Duration age = strike.settings().duration(AGE);
        return age.compareTo(strike.lasts()) < 0
                ? Optional.empty()
                : Optional.of(new Futility(
                        "it lasts " + Durations.write(strike.lasts()) + ", and puts data back after "
                                + Durations.write(age),
                        "make `for` longer than `age`"));
    }

    /** {@inheritDoc} In force once the old data is there: until then its members are left alone, and not silenced. */
    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        Duration age = strike.settings().duration(AGE);
        DataChange copy = new DataChange(Kind.COPY, strike.seed());
        return new DamageInjection(cluster, strike.members(), Kind.EXCHANGE, Kind.EXCHANGE, strike.seed()) {
            @Override
            public void inject() {
                names().parallelStream().forEach(member -> cluster.site().change(member, copy));
                Pause.of(age);
                super.inject();
            }
        };
    }
}
