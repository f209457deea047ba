package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.NameAnswer;
import io.schism.harness.cluster.NameFailure;
import io.schism.harness.cluster.Reach;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A member's name server fails, at once or by silence, or answers late. */
final class NamesFault implements Fault {
    private static final String NAME = "names";
    private static final String SERVER = "server";
    private static final String BY = "by";

    @Override
    public FaultForm form() {
        return FaultForm.members(
                NAME,
                Setting.word(
                        SERVER,
                        "silent",
                        List.of("silent", "refused", "slow"),
                        "whether it is silent, so that each look-up lasts until its time-out, refuses at once, or is slow"),
                Setting.duration(BY, "3s", "how long it leaves a question unanswered, where it is slow"));
    }

    @Override
    public String description() {
        return "a member cannot look up names, or not soon (members of replicated-kv know each other by address: it harms those who"
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
        NameFailure failure =
                switch (strike.settings().text(SERVER)) {
                    case "slow" -> new NameFailure.Slow(strike.settings().duration(BY));
                    case "refused" -> new NameFailure.Refused();
                    default -> new NameFailure.Silent();
                };
        return new MemberInjection(cluster, strike.members()) {
            private static final Duration PATIENCE = Duration.ofSeconds(1);
            private final Reach wanted = failure instanceof NameFailure.Refused ? Reach.REFUSED : Reach.CLOSED;

            @Override
            void inject(Member member) {
                hold(NAME, member);
                cluster.site().breakNames(member.name(), failure);
            }

            @Override
            void heal(Member member) {
                if (letGo(NAME, member)) {
                    cluster.site().mendNames(member.name());
                }
            }

            @Override
            boolean canBeSeen(Member member) {
                return !isMute(member);
            }

            @Override
            Optional<String> leak(Member member) {
                return failure instanceof NameFailure.Slow slow
                        ? tooSoon(member, slow.by())
                        : Optional.of(lookUp(member, PATIENCE).reach())
                                .filter(reach -> reach != wanted)
                                .map(reach -> "a look-up of " + member.name() + " was " + reach + ", not " + wanted);
            }

            /** It must be late, and it must be answered. */
            private Optional<String> tooSoon(Member member, Duration by) {
                NameAnswer answer = lookUp(member, by.plus(PATIENCE));
                if (answer.reach() != Reach.OPEN) {
                    return Optional.of("a look-up of " + member.name() + " was " + answer.reach() + ", not slow");
                }
                return answer.taken().compareTo(by) < 0
                        ? Optional.of("a look-up of " + member.name() + " took "
                                + answer.taken().toMillis() + " ms only")
                        : Optional.empty();
            }

            private NameAnswer lookUp(Member member, Duration limit) {
                return cluster.site().lookUp(member.name(), limit);
            }

            @Override
            Optional<String> remains(Member member) {
                return Optional.of(lookUp(member, PATIENCE).reach())
                        .filter(reach -> reach != Reach.OPEN)
                        .map(reach -> "a look-up of " + member.name() + " is " + reach);
            }
        };
    }
}
