package io.schism.harness.report;

import static io.schism.harness.report.Lines.attributes;
import static io.schism.harness.report.Lines.k;
import static io.schism.harness.report.Lines.map;

import io.schism.harness.report.ReportInput.Comparison;
import io.schism.harness.report.ReportInput.Expectation;
import io.schism.harness.report.ReportInput.Outcome;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Made-up runs for tests of the report: without operations, valid, not decided, and full of malice. */
final class Runs {
    /** What must be shown literally, whatever carries it. */
    static final List<String> HOSTILE = List.of(
            "</script><script>window.pwned=1</script>",
            "<img src=x onerror=window.pwned=2>",
            "\"'><svg onload=window.pwned=3>",
            "--><!--<![CDATA[ ]]>",
            "' onmouseover='window.pwned=4",
            "@everyone #1 [a](https://evil.example) | `code` www.evil.example",
            "line\u2028separator\u2029paragraph",
            "control \u0000\u0001\u0007\u001b[31m\u007f\u0085 \ufffe\uffff",
            "right to left \u202egnp.exe\u202c \u2066x\u2069 \u05d0\u05d1\u05d2",
            "lone \ud800 surrogate \udc00",
            "{{constructor.constructor('window.pwned=5')()}} ${7*7} $unsafe{x} @endif");

    private Runs() {}

    static ReportInput empty(Path folder) {
        return input(folder, History.of(List.of()), List.of(), Validity.UNKNOWN, Expectation.none(), List.of());
    }

    static ReportInput of(Path folder, Validity validity, Outcome outcome, List<String> harnessProblems) {
        Verdict dual = new Verdict(
                "DUAL",
                validity,
                "the reason of DUAL",
                validity == Validity.UNKNOWN
                        ? Map.of()
                        : Map.of("dual-primary-ms", validity == Validity.VALID ? 0L : 900L),
                List.of());
        Expectation expectation = new Expectation(
                outcome, "valid", outcome == Outcome.NOT_MET ? List.of("DUAL came out " + validity.word()) : List.of());
        return input(folder, Incident.history(), List.of(dual), validity, expectation, harnessProblems);
    }

    private static ReportInput input(
            Path folder,
            History history,
            List<Verdict> verdicts,
            Validity validity,
            Expectation expectation,
            List<String> harnessProblems) {
        return new ReportInput(
                Incident.scenario("D"),
                Incident.setting(),
                history,
                verdicts,
                validity,
                expectation,
                List.of(),
                List.of(),
                harnessProblems,
                folder);
    }

    /** A run in which every text that comes from outside is hostile, and one megabyte of it beside. */
    static ReportInput hostile(Path folder) {
        String all = String.join(" ", HOSTILE);
        String long1 = "<b>".repeat(350_000);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("lost", 2L);
        figures.put(all, long1);
        figures.put("fork-acked-by-node", Map.of(HOSTILE.get(0), 2L));
        HOSTILE.forEach(text -> figures.put("x" + text, Map.of(text, text)));
        List<Evidence> evidence = HOSTILE.stream()
                .map(text -> new Evidence(text, List.of(0L, 1L, 2L, 999_999L), Map.of(text, text)))
                .toList();
        Verdict verdict = new Verdict(HOSTILE.get(1), Validity.INVALID, all, figures, evidence);
        Verdict dual = new Verdict("DUAL", Validity.INVALID, long1, Map.of(), evidence);
        Map<String, String> texts = new LinkedHashMap<>();
        HOSTILE.forEach(text -> texts.put(text, text));
        return new ReportInput(
                new ReportInput.Scenario(all, all, all, all + long1, "javascript:window.pwned=6//" + all, texts),
                new ReportInput.Setting(-1, 1, all, all, all, texts, all, all, Map.of(HOSTILE.get(0), HOSTILE)),
                hostileHistory(long1),
                List.of(verdict, dual),
                Validity.INVALID,
                new Expectation(Outcome.NOT_MET, all, HOSTILE),
                List.of(new Comparison(all, all, all)),
                HOSTILE,
                List.of(),
                folder);
    }

    private static History hostileHistory(String long1) {
        Lines lines = new Lines();
        double t = 0;
        long process = 0;
        for (String text : HOSTILE) {
            Map<String, Object> asked = attributes("op", text, "region", text, "class", text);
            lines.client(t += 0.1, process, Operation.Type.INVOKE, text, List.of(text, long1), asked);
            lines.client(
                    t += 0.1,
                    process++,
                    Operation.Type.OK,
                    text,
                    List.of(text, text),
                    attributes("node", text, "epoch", process, "error", text));
            lines.client(t += 0.1, process, Operation.Type.INVOKE, "write", long1, asked);
            lines.client(
                    t += 0.1,
                    process++,
                    Operation.Type.INFO,
                    "write",
                    Map.of(text, text),
                    attributes("error", text + long1));
            for (String state : List.of("primary", text, "primary")) {
                lines.observer(t += 0.1, "role", text, map("role", state, "epoch", 1L, "session", text));
            }
            lines.observer(t += 0.1, "zk-mode", text, text);
            lines.observer(t += 0.1, "zk-mode", text, text);
            lines.observer(t += 0.1, "session", long1, k("lost"));
            List<Object> entry = List.of(1L, process, text, text, List.of(k("write"), text + long1));
            lines.observer(
                    t += 0.1,
                    "final-state",
                    text,
                    map("error", text, "log", List.of(entry), "side", List.of(entry, text)));
            lines.nemesis(t += 0.1, text, map("id", text, "state", k("in-force"), "nodes", HOSTILE, "reason", text));
            lines.nemesis(
                    t += 0.1,
                    "cut",
                    map("id", text, "state", k("failed"), "pairs", List.of(List.of(text, "x"), text), "reason", text));
            lines.nemesis(t += 0.1, "phase", text);
        }
        return lines.history();
    }
}
