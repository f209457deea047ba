package io.schism.histories.assertj;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Verdict;
import io.schism.histories.verdict.VerdictQuote;
import org.assertj.core.error.BasicErrorMessageFactory;
import org.assertj.core.error.ErrorMessageFactory;

/** A checker found a violation. */
final class ShouldPass extends BasicErrorMessageFactory {
    private ShouldPass(History history, Verdict verdict) {
        super(
                "%nExpecting a %s%nto pass %s, but it does not.%n%n%s",
                unquotedString(history.toString()),
                unquotedString(verdict.checker()),
                unquotedString(VerdictQuote.of(verdict, history)));
    }

    static ErrorMessageFactory shouldPass(History history, Verdict verdict) {
        return new ShouldPass(history, verdict);
    }
}
