package io.schism.histories.assertj;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Verdict;
import io.schism.histories.verdict.VerdictQuote;
import java.time.Duration;
import java.util.Locale;
import org.assertj.core.error.BasicErrorMessageFactory;
import org.assertj.core.error.ErrorMessageFactory;

/** The service was not there again soon enough. */
final class ShouldRecover extends BasicErrorMessageFactory {
    private ShouldRecover(History history, Verdict verdict, Duration limit) {
        super(
                "%nExpecting a %s%nto recover within %s of the first fault, but it did not.%n%n%s",
                unquotedString(history.toString()),
                unquotedString(String.format(Locale.ROOT, "%.3f s", limit.toNanos() / 1e9)),
                unquotedString(VerdictQuote.of(verdict, history)));
    }

    static ErrorMessageFactory shouldRecover(History history, Verdict verdict, Duration limit) {
        return new ShouldRecover(history, verdict, limit);
    }
}
