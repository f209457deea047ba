package io.schism.harness.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.schism.harness.engine.Engine;
import io.schism.harness.engine.NativeEngine;
import io.schism.harness.report.Report;
import io.schism.harness.report.ReportInput;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.scenario.Variant;
import io.schism.histories.error.UserError;
import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import io.schism.histories.verdict.VerdictJson;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What came out of a run, judged from its folder alone: a killed run is judged like one that ended.
 *
 * @param folder the run's folder
 * @param record what {@code run.json} says
 * @param notes what is to be said of the history: a torn last line that was skipped, a load that was stopped early
 * @param deviations what is not as the scenario expects; empty when all is
 */
public record RunResult(
        Path folder,
        Scenario scenario,
        Variant variant,
        Map<?, ?> record,
        History history,
        List<String> notes,
        List<Verdict> verdicts,
        List<String> deviations) {

    /** Whether a folder is a run's. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve("run.json")) && Files.isRegularFile(folder.resolve("scenario.yml"));
    }

    /**
     * Judges the run of a folder, and writes {@code verdict.json} and the reports into it.
     *
     * @throws UserError where the folder is no run's, or a file of it is broken
     */
    public static RunResult judge(Path folder) {
        return judge(folder, new NativeEngine());
    }

    /**
     * The same, where that engine decides whether the run was linearizable.
     *
     * @throws UserError where the folder is no run's, or a file of it is broken
     */
    public static RunResult judge(Path folder, Engine engine) {
        RunResult result = read(folder, engine);
        result.write();
        return result;
    }

    /**
     * Judges the run of a folder and writes nothing.
     *
     * @throws UserError where the folder is no run's, or a file of it is broken
     */
    public static RunResult read(Path folder) {
        return read(folder, new NativeEngine());
    }

    /** Reports of a run that failed before it recorded anything, for whoever looks for them. */
    static void reportFailure(Path folder) {
        Scenario scenario = Library.carriedOut(folder);
        Variant variant = Library.variant(scenario, "");
        Verdict nothing = new Verdict("WORK", Validity.UNKNOWN, "nothing was recorded", Map.of(), List.of());
        List<Verdict> verdicts = List.of(unfinished(nothing));
        History history = History.of(List.of());
        new RunResult(
                        folder,
                        scenario,
                        variant,
                        record(folder),
                        history,
                        List.of(),
                        verdicts,
                        Deviations.of(variant, 1, verdicts))
                .write();
    }

    private static RunResult read(Path folder, Engine engine) {
        if (!isRun(folder)) {
            throw UserError.usage(
                    "not a run's folder: " + folder, "name a folder under runs/ with run.json and scenario.yml");
        }
        Scenario scenario = Library.carriedOut(folder);
        Variant variant = Library.variant(scenario, "");
        Map<?, ?> record = record(folder);
        Path file = folder.resolve("history.edn");
        if (!Files.isRegularFile(file)) {
            throw UserError.input(file, 0, 0, "is missing: the run ended before it recorded anything", "run it again");
        }
        HistoryReader.Reading reading = HistoryReader.lenient(file);
        double scale = record.get("scale") instanceof Number number ? number.doubleValue() : 1;
        List<Verdict> verdicts;
        try {
            verdicts = whole(
                    record,
                    Judge.verdicts(engine, reading.history(), variant, String.valueOf(record.get("model")), scale));
        } catch (History.MalformedHistory e) {
            throw reading.located(e, "mend the line, or run it again");
        }
        return new RunResult(
                folder,
                scenario,
                variant,
                record,
                reading.history(),
                Stream.concat(reading.notes().stream(), Stop.of(reading.history()).map(Stop::toString).stream())
                        .toList(),
                verdicts,
                Deviations.of(variant, scale, verdicts));
    }

    /** A run that did not reach its end proves violations, and nothing else: what was left to do might have shown one. */
    private static List<Verdict> whole(Map<?, ?> record, List<Verdict> verdicts) {
        return RunRecord.hasEnded(record)
                ? verdicts
                : verdicts.stream()
                        .map(verdict -> verdict.checker().equals("WORK") ? unfinished(verdict) : verdict)
                        .toList();
    }

    private static Verdict unfinished(Verdict work) {
        String also = work.validity() == Validity.UNKNOWN ? "; " + work.reason() : "";
        return new Verdict(
                work.checker(),
                Validity.UNKNOWN,
                "the run did not reach its end" + also,
                work.figures(),
                work.evidence());
    }

    private static Map<?, ?> record(Path folder) {
        try {
            return RunRecord.read(folder);
        } catch (JsonProcessingException e) {
            throw UserError.input(
                    folder.resolve("run.json"), 0, 0, "is not what a run writes of itself", "run the scenario again");
        } catch (IOException e) {
            throw UserError.input(
                    folder.resolve("run.json"), 0, 0, "cannot be read: " + e.getMessage(), "run the scenario again");
        }
    }

    private void write() {
        StringWriter json = new StringWriter();
        try {
            VerdictJson.write(verdicts, json);
        } catch (IOException e) {
            throw new IllegalStateException("a string never fails", e);
        }
        RunFolder.of(folder).write("verdict.json", json.toString());
        Report.write(reportInput());
    }

    /** What the reports are made of. */
    public ReportInput reportInput() {
        return Reports.input(this);
    }

    /** All verdicts together. */
    public Validity validity() {
        return Verdict.together(verdicts);
    }

    /** Whether everything came out as the scenario expects. */
    public boolean isAsExpected() {
        return deviations.isEmpty();
    }

    /** A measured figure for people; of figures by region, the largest; {@code -} where it was not measured. */
    public String show(String figure) {
        return Figures.show(verdicts, figure);
    }

    /** A measured figure, {@code CHECKER.figure[.member]}. */
    public OptionalDouble figure(String name) {
        return Figures.find(verdicts, name);
    }
}
