package io.schism.histories.assertj;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Verdict;
import io.schism.histories.verdict.VerdictQuote;
import org.assertj.core.error.BasicErrorMessageFactory;
import org.assertj.core.error.ErrorMessageFactory;

/** What clients saw admits no order. */
final class ShouldBeLinearizable extends BasicErrorMessageFactory {
    private ShouldBeLinearizable(History history, Verdict verdict) {
        super(
                "%nExpecting a %s%nto be linearizable as a %s, but it is not.%n%n%s",
                unquotedString(history.toString()),
                unquotedString(String.valueOf(verdict.figures().get("model"))),
                unquotedString(VerdictQuote.of(verdict, history)));
    }

    static ErrorMessageFactory shouldBeLinearizable(History history, Verdict verdict) {
        return new ShouldBeLinearizable(history, verdict);
    }
}
