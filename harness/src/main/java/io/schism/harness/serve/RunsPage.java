package io.schism.harness.serve;

import io.schism.harness.report.Assets;
import java.util.List;

/**
 * What the template of the list shows.
 *
 * @param runs those that the filter lets through
 * @param all how many there are
 */
record RunsPage(Assets assets, Filter filter, List<ListedRun> runs, int all, List<String> scenarios) {
    static final List<String> VERDICTS =
            List.of("valid", "invalid", "unknown", "running", "judging", "failed", "not judged");

    /** What a reader looks for; an empty part lets everything through. Dates are days, both included. */
    record Filter(String scenario, String verdict, String from, String to, String text) {
        boolean accepts(ListedRun run) {
            return (scenario.isEmpty() || run.scenario().equals(scenario))
                    && (verdict.isEmpty() || run.verdict().equals(verdict))
                    && (from.isEmpty() || run.day().compareTo(from) >= 0)
                    && (to.isEmpty() || run.day().compareTo(to) <= 0)
                    && (text.isEmpty() || run.contains(text));
        }
    }

    static RunsPage of(List<ListedRun> all, Filter filter) {
        return new RunsPage(
                Assets.ofPlainPage(),
                filter,
                all.stream().filter(filter::accepts).toList(),
                all.size(),
                all.stream().map(ListedRun::scenario).distinct().sorted().toList());
    }

    List<ListedRun> running() {
        return runs.stream().filter(ListedRun::isRunning).toList();
    }

    List<String> verdicts() {
        return VERDICTS;
    }
}
