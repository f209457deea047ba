package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.harness.scenario.Settings;
import io.schism.workloads.agent.DataChange.Kind;
import java.util.List;

/** Members are killed, their logs are damaged, and they are started again at once, on the damaged logs. */
abstract class DamageFault implements Fault {
    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new DamageInjection(cluster, strike.members(), kind(strike.settings()), Kind.RESTORE, strike.seed());
    }

    /** What is done to the log. */
    abstract Kind kind(Settings settings);

    /** One bit is wrong. */
    static final class Flip extends DamageFault {
        private static final String END = "end";
        private static final Setting WHERE = Setting.word(
                "where", "middle", List.of("middle", END), "in the middle of the log, or in its last record");

        @Override
        public FaultForm form() {
            return FaultForm.members("damage-log", WHERE).hitting(Member.Kind.SERVICE, Member.Kind.ZOOKEEPER);
        }

        @Override
        public String description() {
            return "nodes or ZooKeepers are killed and started again with one bit of their logs wrong";
        }

        @Override
        public String example() {
            return "{at: 20s, fault: damage-log, targets: [E2], where: middle, for: 10s}";
        }

        @Override
        Kind kind(Settings settings) {
            return settings.text(WHERE.name()).equals(END) ? Kind.FLIP_END : Kind.FLIP_MIDDLE;
        }
    }

    /** The end is missing. */
    static final class Truncation extends DamageFault {
        @Override
        public FaultForm form() {
            return FaultForm.members("truncate-log").hitting(Member.Kind.SERVICE, Member.Kind.ZOOKEEPER);
        }

        @Override
        public String description() {
            return "nodes or ZooKeepers are killed and started again without the last tenth of their logs";
        }

        @Override
        public String example() {
            return "{at: 20s, fault: truncate-log, targets: [E2], for: 10s}";
        }

        @Override
        Kind kind(Settings settings) {
            return Kind.TRUNCATE;
        }
    }
}
