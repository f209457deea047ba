package io.schism.histories.assertj;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Verdict;
import io.schism.histories.verdict.VerdictQuote;
import org.assertj.core.error.BasicErrorMessageFactory;
import org.assertj.core.error.ErrorMessageFactory;

/** Two primaries acknowledged at once. */
final class ShouldHaveSinglePrimary extends BasicErrorMessageFactory {
    private ShouldHaveSinglePrimary(History history, Verdict verdict) {
        super(
                "%nExpecting a %s%nto have one primary at any time, but two acknowledged at once.%n%n%s",
                unquotedString(history.toString()), unquotedString(VerdictQuote.of(verdict, history)));
    }

    static ErrorMessageFactory shouldHaveSinglePrimary(History history, Verdict verdict) {
        return new ShouldHaveSinglePrimary(history, verdict);
    }
}
