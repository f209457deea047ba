package io.schism.histories.assertj;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Verdict;
import io.schism.histories.verdict.VerdictQuote;
import org.assertj.core.error.BasicErrorMessageFactory;
import org.assertj.core.error.ErrorMessageFactory;

/** Nobody can tell: neither a pass nor a violation. */
final class ShouldBeDecided extends BasicErrorMessageFactory {
    private ShouldBeDecided(History history, Verdict verdict) {
        super(
                "%nExpecting a %s%nto be decided by %s, but nobody can tell; this is neither a pass nor a violation.%n%n%s",
                unquotedString(history.toString()),
                unquotedString(verdict.checker()),
                unquotedString(VerdictQuote.of(verdict, history)));
    }

    static ErrorMessageFactory shouldBeDecided(History history, Verdict verdict) {
        return new ShouldBeDecided(history, verdict);
    }
}
