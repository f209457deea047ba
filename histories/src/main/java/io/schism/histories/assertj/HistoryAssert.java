package io.schism.histories.assertj;

import static io.schism.histories.assertj.ShouldBeDecided.shouldBeDecided;
import static io.schism.histories.assertj.ShouldBeLinearizable.shouldBeLinearizable;
import static io.schism.histories.assertj.ShouldConverge.shouldConverge;
import static io.schism.histories.assertj.ShouldHaveSinglePrimary.shouldHaveSinglePrimary;
import static io.schism.histories.assertj.ShouldLoseNoAcknowledgedWrite.shouldLoseNoAcknowledgedWrite;
import static io.schism.histories.assertj.ShouldPass.shouldPass;
import static io.schism.histories.assertj.ShouldRecover.shouldRecover;

import io.schism.histories.check.Checker;
import io.schism.histories.check.Divergence;
import io.schism.histories.check.DualPrimary;
import io.schism.histories.check.LostWrites;
import io.schism.histories.check.RecoveryTime;
import io.schism.histories.error.UserError;
import io.schism.histories.history.History;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.UnknownVerdictError;
import io.schism.histories.verdict.Verdict;
import io.schism.histories.verdict.VerdictQuote;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.error.ErrorMessageFactory;
import org.assertj.core.error.MessageFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a history. Each question has three answers: a valid history passes, an invalid one fails with verdict,
 * reason and the lines that prove it, and where the answer is unknown an {@link UnknownVerdictError} says why.
 */
public class HistoryAssert extends AbstractAssert<HistoryAssert, History> {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Public for soft assertions; others begin with {@link HistoryAssertions#assertThat}. */
    public HistoryAssert(@Nullable History actual) {
        super(actual, HistoryAssert.class);
    }

    /**
     * Linearizable against the model of that name, key by key where values are {@code [key value]}; unknown after a minute.
     *
     * @throws io.schism.histories.error.UserError where there is no such model
     */
    public HistoryAssert isLinearizable(String model) {
        return isLinearizable(Models.named(model));
    }

    /** Linearizable against that model, key by key where values are {@code [key value]}; unknown after a minute. */
    public HistoryAssert isLinearizable(Model<?> model) {
        return isLinearizable(Linearizability.of(model).within(LIMIT));
    }

    /**
     * Linearizable, asked just so: keyed or not, from an initial value, within a time.
     *
     * <pre>{@code
     * isLinearizable(Linearizability.of(Models.named("register")).keyed(true).initial(0L).within(Duration.ofSeconds(5)))
     * }</pre>
     */
    public HistoryAssert isLinearizable(Linearizability question) {
        return demand(question::check, (history, verdict) -> shouldBeLinearizable(history, verdict));
    }

    /** No two primaries acknowledged at once; asks the {@code node} and {@code epoch} of ok lines. */
    public HistoryAssert hasSinglePrimary() {
        return demand(new DualPrimary()::check, (history, verdict) -> shouldHaveSinglePrimary(history, verdict));
    }

    /**
     * Every acknowledged write is in the surviving primary's log; asks the {@code op} of writes and the lines {@code
     * :quiescence} and {@code :final-state}.
     */
    public HistoryAssert losesNoAcknowledgedWrite() {
        return demand(new LostWrites()::check, (history, verdict) -> shouldLoseNoAcknowledgedWrite(history, verdict));
    }

    /** All members ended with one log, and none put an acknowledged write aside; asks the same lines. */
    public HistoryAssert replicasConverge() {
        return demand(new Divergence()::check, (history, verdict) -> shouldConverge(history, verdict));
    }

    /**
     * No later than that after the first fault in force, 99 % of each region's calls succeed for five seconds; asks a nemesis
     * line {@code {:state :in-force}}.
     */
    public HistoryAssert recoversWithin(Duration limit) {
        return recoversWithin(limit, RecoveryTime.WINDOW);
    }

    /** The same, where calls must succeed for another time than five seconds. */
    public HistoryAssert recoversWithin(Duration limit, Duration window) {
        return demand(
                new RecoveryTime(limit, window)::check, (history, verdict) -> shouldRecover(history, verdict, limit));
    }

    /** Valid by any checker, perhaps one of the user's own. */
    public HistoryAssert passes(Checker checker) {
        return demand(checker::check, (history, verdict) -> shouldPass(history, verdict));
    }

    private HistoryAssert demand(
            Function<History, Verdict> question, BiFunction<History, Verdict, ErrorMessageFactory> violation) {
        isNotNull();
        Verdict verdict = verdict(question);
        switch (verdict.validity()) {
            case VALID -> {}
            case INVALID -> throwAssertionError(violation.apply(actual, verdict));
            case UNKNOWN -> throw undecided(shouldBeDecided(actual, verdict));
        }
        return this;
    }

    private Verdict verdict(Function<History, Verdict> question) {
        try {
            return question.apply(actual);
        } catch (History.MalformedHistory e) {
            throw UserError.usage(
                    VerdictQuote.line(e.operation()) + ": " + e.getMessage(),
                    "record what the model knows, or name another model");
        }
    }

    /** AssertJ makes errors of its own class only. */
    private UnknownVerdictError undecided(ErrorMessageFactory message) {
        String instead = info.overridingErrorMessage();
        return new UnknownVerdictError(
                instead == null
                        ? message.create(info.description(), info.representation())
                        : MessageFormatter.instance().format(info.description(), info.representation(), instead));
    }
}
