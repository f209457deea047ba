package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.NameFailure;
import io.schism.harness.cluster.Reach;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A member's name server fails, at once or by silence. */
final class NamesFault implements Fault {
    private static final String SERVER = "server";

    @Override
    public FaultForm form() {
        return FaultForm.members(
                "names",
                Setting.word(
                        SERVER,
                        "silent",
                        List.of("silent", "refused"),
                        "whether it is silent, so that each look-up lasts until its time-out, or refuses at once"));
    }

    @Override
    public String description() {
        return "a member cannot look up names (members of replicated-kv know each other by address: it harms those who"
                + " look up names by themselves)";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: names, targets: [E1], server: silent, for: 30s}";
    }

    @Override
    public Optional<String> unavailable(Backend backend) {
        return backend.lacks(Feature.NAME_RESOLUTION);
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        NameFailure failure = NameFailure.valueOf(strike.settings().text(SERVER).toUpperCase(Locale.ROOT));
        return new MemberInjection(cluster, strike.members()) {
            private static final Duration PATIENCE = Duration.ofSeconds(1);

            @Override
            void inject(Member member) {
                cluster.site().breakNames(member.name(), failure);
            }

            @Override
            void heal(Member member) {
                cluster.site().mendNames(member.name());
            }

            @Override
            Optional<String> leak(Member member) {
                Reach wanted = failure == NameFailure.SILENT ? Reach.CLOSED : Reach.REFUSED;
                return Optional.of(cluster.site().lookUp(member.name(), PATIENCE))
                        .filter(reach -> reach != wanted)
                        .map(reach -> "a look-up of " + member.name() + " was " + reach + ", not " + wanted);
            }

            @Override
            Optional<String> remains(Member member) {
                return Optional.of(cluster.site().lookUp(member.name(), PATIENCE))
                        .filter(reach -> reach != Reach.OPEN)
                        .map(reach -> "a look-up of " + member.name() + " is " + reach);
            }
        };
    }
}
