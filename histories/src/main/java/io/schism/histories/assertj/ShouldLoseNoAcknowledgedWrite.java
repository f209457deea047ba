package io.schism.histories.assertj;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Verdict;
import io.schism.histories.verdict.VerdictQuote;
import org.assertj.core.error.BasicErrorMessageFactory;
import org.assertj.core.error.ErrorMessageFactory;

/** An acknowledged write is gone. */
final class ShouldLoseNoAcknowledgedWrite extends BasicErrorMessageFactory {
    private ShouldLoseNoAcknowledgedWrite(History history, Verdict verdict) {
        super(
                "%nExpecting a %s%nto lose no acknowledged write, but some are gone.%n%n%s",
                unquotedString(history.toString()), unquotedString(VerdictQuote.of(verdict, history)));
    }

    static ErrorMessageFactory shouldLoseNoAcknowledgedWrite(History history, Verdict verdict) {
        return new ShouldLoseNoAcknowledgedWrite(history, verdict);
    }
}
