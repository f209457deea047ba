package io.schism.harness.run;

import io.schism.harness.run.Campaign.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a campaign came to.
 *
 * @param outcomes one of each run, in the order of the seeds
 * @param left what runs left behind: children, ports, files, threads, and what the backend made on the host
 */
public record CampaignResult(List<Outcome> outcomes, List<String> left) {
    public CampaignResult {
        outcomes = List.copyOf(outcomes);
        left = List.copyOf(left);
    }

    /** How many runs came to that word. */
    public long count(String word) {
        return outcomes.stream().filter(o -> o.word().equals(word)).count();
    }

    /** The median of the times to the first violation, in milliseconds, among the runs that were stopped by one. */
    public OptionalLong medianViolation() {
        long[] times = outcomes.stream()
                .flatMapToLong(o -> o.violation().stream())
                .sorted()
                .toArray();
        if (times.length == 0) {
            return OptionalLong.empty();
        }
        int middle = times.length / 2;
        return OptionalLong.of(times.length % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2);
    }

    /** As Markdown: the sums, then every run that is not valid with its reason. */
    public String markdown(String title) {
        StringBuilder text = new StringBuilder("# " + title + "\n\n");
        text.append(String.format(
                Locale.ROOT,
                "%d runs: %d valid, %d invalid, %d unknown, %d failed.%n",
                outcomes.size(),
                count("valid"),
                count("invalid"),
                count("unknown"),
                count("failed")));
        Map<String, Long> found = outcomes.stream()
                .flatMap(o -> o.foundBy().stream())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        if (!found.isEmpty()) {
            text.append("Violations found by: ")
                    .append(found.entrySet().stream()
                            .map(e -> e.getKey() + " in " + e.getValue())
                            .collect(Collectors.joining(", ")))
                    .append(".\n");
        }
        medianViolation()
                .ifPresent(median -> text.append(String.format(
                        Locale.ROOT,
                        "Median time from the start of the load to the first violation: %.1f s (of %d runs).%n",
                        median / 1000.0,
                        outcomes.stream().filter(o -> o.violation().isPresent()).count())));
        text.append(left.isEmpty() ? "Nothing was left behind.\n" : "Left behind: " + String.join(", ", left) + ".\n");
        text.append("\n| seed | verdict | found by | first violation s | took s | why |\n|---|---|---|---|---|---|\n");
        outcomes.forEach(o -> text.append(row(o)));
        return text.toString();
    }

    private static String row(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "| %d | %s | %s | %s | %d | %s |%n",
                outcome.seed(),
                outcome.word(),
                String.join(" ", outcome.foundBy()),
                outcome.violation().stream()
                        .mapToObj(ms -> String.format(Locale.ROOT, "%.1f", ms / 1000.0))
                        .collect(Collectors.joining()),
                outcome.took().toSeconds(),
                outcome.why().replace("|", "\\|").replace('\n', ' '));
    }
}
