package io.schism.histories.assertj;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Verdict;
import io.schism.histories.verdict.VerdictQuote;
import org.assertj.core.error.BasicErrorMessageFactory;
import org.assertj.core.error.ErrorMessageFactory;

/** The replicas did not end with one log. */
final class ShouldConverge extends BasicErrorMessageFactory {
    private ShouldConverge(History history, Verdict verdict) {
        super(
                "%nExpecting a %s%nto end with one log on every replica, but the logs differ.%n%n%s",
                unquotedString(history.toString()), unquotedString(VerdictQuote.of(verdict, history)));
    }

    static ErrorMessageFactory shouldConverge(History history, Verdict verdict) {
        return new ShouldConverge(history, verdict);
    }
}
