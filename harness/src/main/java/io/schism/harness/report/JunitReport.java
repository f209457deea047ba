package io.schism.harness.report;

import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The run as one test. An unexpected verdict is a failure; a harness problem is an error of type
 * {@code schism.harness}, an unknown verdict one of type {@code schism.unknown}: neither looks like a pass, nor like a
 * violation.
 */
final class JunitReport {
    /** How the test ended. */
    private enum End {
        PASSED,
        VIOLATION,
        UNKNOWN,
        HARNESS
    }

    private final Facts facts;

    private JunitReport(Facts facts) {
        this.facts = facts;
    }

    static String of(Facts facts) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new JunitReport(facts).write(xml);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write to memory", e);
        }
        return text.append('\n').toString();
    }

    private End end() {
        ReportInput input = facts.input();
        if (!input.harnessProblems().isEmpty()) {
            return End.HARNESS;
        }
        if (input.validity() == Validity.UNKNOWN) {
            return End.UNKNOWN;
        }
        return switch (input.expectation().outcome()) {
            case MET -> End.PASSED;
            case NOT_MET -> End.VIOLATION;
            case NONE -> input.validity() == Validity.VALID ? End.PASSED : End.VIOLATION;
        };
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        ReportInput input = facts.input();
        End end = end();
        String seconds = String.format(Locale.ROOT, "%.3f", facts.timeline().to() / 1e9);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "schism " + Shown.text(input.scenario().name()));
        xml.writeAttribute("tests", "1");
        xml.writeAttribute("failures", end == End.VIOLATION ? "1" : "0");
        xml.writeAttribute("errors", end == End.UNKNOWN || end == End.HARNESS ? "1" : "0");
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute("time", seconds);
        properties(xml);
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "schism." + Shown.text(input.scenario().name()));
        xml.writeAttribute(
                "name",
                "variant " + Shown.text(input.scenario().variant()) + ", seed "
                        + input.setting().seed() + ", "
                        + Shown.text(input.setting().backend()));
        xml.writeAttribute("time", seconds);
        outcome(xml, end);
        xml.writeStartElement("system-out");
        xml.writeCharacters(verdicts());
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void properties(XMLStreamWriter xml) throws XMLStreamException {
        ReportInput.Setting setting = facts.input().setting();
        List<String[]> properties = List.of(
                new String[] {"verdict", facts.input().validity().word()},
                new String[] {"seed", Long.toString(setting.seed())},
                new String[] {"backend", setting.backend()},
                new String[] {"commit", setting.commit()},
                new String[] {"command", setting.command()});
        xml.writeStartElement("properties");
        for (String[] property : properties) {
            xml.writeEmptyElement("property");
            xml.writeAttribute("name", property[0]);
            xml.writeAttribute("value", Shown.text(property[1]));
        }
        xml.writeEndElement();
    }

    private void outcome(XMLStreamWriter xml, End end) throws XMLStreamException {
        switch (end) {
            case PASSED -> {
                // A test without a child is one that passed.
            }
            case VIOLATION -> child(xml, "failure", "schism.unexpected", unexpected());
            case UNKNOWN -> child(xml, "error", "schism.unknown", String.join("\n", reasons(Validity.UNKNOWN)));
            case HARNESS ->
                child(
                        xml,
                        "error",
                        "schism.harness",
                        facts.input().harnessProblems().stream()
                                .map(Shown::text)
                                .collect(Collectors.joining("\n")));
        }
    }

    private String unexpected() {
        ReportInput.Expectation expectation = facts.input().expectation();
        if (expectation.outcome() == ReportInput.Outcome.NONE
                || expectation.deviations().isEmpty()) {
            List<String> reasons = reasons(facts.input().validity());
            return (expectation.text().isEmpty() ? "" : "expected " + Shown.text(expectation.text()) + "\n")
                    + String.join("\n", reasons);
        }
        return expectation.deviations().stream().map(Shown::text).collect(Collectors.joining("\n"));
    }

    private List<String> reasons(Validity validity) {
        List<String> reasons = facts.input().verdicts().stream()
                .filter(v -> v.validity() == validity)
                .map(v -> Shown.name(v.checker()) + ": " + Shown.text(v.reason()))
                .toList();
        return reasons.isEmpty()
                ? List.of("the run is " + facts.input().validity().word())
                : reasons;
    }

    private String verdicts() {
        StringBuilder text = new StringBuilder("\n");
        for (Verdict verdict : facts.input().verdicts()) {
            text.append(Shown.name(verdict.checker()))
                    .append(' ')
                    .append(verdict.validity().word())
                    .append(": ")
                    .append(Shown.text(verdict.reason()))
                    .append('\n');
            Figures.lines(verdict).forEach(f -> text.append("  ")
                    .append(f.name())
                    .append(": ")
                    .append(f.value())
                    .append('\n'));
        }
        return text.toString();
    }

    private static void child(XMLStreamWriter xml, String name, String type, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("type", type);
        xml.writeAttribute("message", text.lines().findFirst().orElse(""));
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
