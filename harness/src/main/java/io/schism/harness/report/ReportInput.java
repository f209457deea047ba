package io.schism.harness.report;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that a report is made of. What it says beyond this it derives from the history.
 *
 * @param validity the verdicts together, with what the runner knows besides
 * @param comparisons published figures against measured ones; empty where nothing was published
 * @param notReproduced a sentence each for what the run leaves out of what it re-enacts
 * @param harnessProblems what kept the harness from doing its work; empty for a run that did it
 * @param remedies variants that are predicted to stand the same faults, the least change first
 * @param runFolder where the report is written, beside {@code history.edn}
 */
public record ReportInput(
        Scenario scenario,
        Setting setting,
        History history,
        List<Verdict> verdicts,
        Validity validity,
        Expectation expectation,
        List<Comparison> comparisons,
        List<String> notReproduced,
        List<String> harnessProblems,
        List<Remedy> remedies,
        Path runFolder) {

    public ReportInput {
        remedies = List.copyOf(remedies);
        verdicts = List.copyOf(verdicts);
        comparisons = List.copyOf(comparisons);
        notReproduced = List.copyOf(notReproduced);
        harnessProblems = List.copyOf(harnessProblems);
    }

    /** The same of a run for which no remedy is known. */
    public ReportInput(
            Scenario scenario,
            Setting setting,
            History history,
            List<Verdict> verdicts,
            Validity validity,
            Expectation expectation,
            List<Comparison> comparisons,
            List<String> notReproduced,
            List<String> harnessProblems,
            Path runFolder) {
        this(
                scenario,
                setting,
                history,
                verdicts,
                validity,
                expectation,
                comparisons,
                notReproduced,
                harnessProblems,
                List.of(),
                runFolder);
    }

    /**
     * A variant under the same faults that is predicted to be valid.
     *
     * @param changes each setting that differs, as {@code fencing: none → epoch}
     * @param command the line that runs it
     */
    public record Remedy(String variant, String title, List<String> changes, String command) {
        public Remedy {
            changes = List.copyOf(changes);
        }
    }

    /**
     * What was run. Text that is not known is empty.
     *
     * @param name {@code github-2018}
     * @param variant {@code A}
     * @param source the address of the published account, or empty
     * @param policy what the service promised, setting to choice, in words or in the file's own
     */
    public record Scenario(
            String name, String title, String variant, String description, String source, Map<String, String> policy) {}

    /**
     * Where and how it was run. Text that is not known is empty.
     *
     * @param scale what every duration of the plan was multiplied by
     * @param command the line that runs it again
     * @param versions what was used, name to version
     * @param started the wall clock at the start, for people only
     * @param regions region to its service nodes
     */
    public record Setting(
            long seed,
            double scale,
            String backend,
            String command,
            String commit,
            Map<String, String> versions,
            String machine,
            String started,
            Map<String, List<String>> regions) {}

    /**
     * What was expected and whether it came so.
     *
     * @param text the expectation in words
     * @param deviations a sentence for each way in which the run differs from it
     */
    public record Expectation(Outcome outcome, String text, List<String> deviations) {
        public Expectation {
            deviations = List.copyOf(deviations);
        }

        /** A run without an expectation: the bare verdict counts. */
        public static Expectation none() {
            return new Expectation(Outcome.NONE, "", List.of());
        }
    }

    /** Whether an expectation was met. */
    public enum Outcome {
        MET,
        NOT_MET,
        NONE
    }

    /** A published figure beside the measured one, both as shown; {@code unpublished} stays a word. */
    public record Comparison(String label, String published, String measured) {}
}
