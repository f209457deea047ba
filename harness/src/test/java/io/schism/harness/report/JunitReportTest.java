package io.schism.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.report.ReportInput.Outcome;
import io.schism.histories.verdict.Validity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What CI makes of a run: passed, failed, or in error for a named reason; never one in the clothes of another. */
class JunitReportTest {
    @ParameterizedTest(name = "{0}, expectation {1}: {2}")
    @CsvSource({
        "VALID, MET, passed",
        "INVALID, MET, passed",
        "VALID, NONE, passed",
        "VALID, NOT_MET, failure:schism.unexpected",
        "INVALID, NOT_MET, failure:schism.unexpected",
        "INVALID, NONE, failure:schism.unexpected",
        "UNKNOWN, MET, error:schism.unknown",
        "UNKNOWN, NOT_MET, error:schism.unknown",
        "UNKNOWN, NONE, error:schism.unknown"
    })
    void a_verdict_against_its_expectation(Validity validity, Outcome outcome, String end)
            throws IOException, SAXException, ParserConfigurationException {
        assertThat(end(Runs.of(Path.of("."), validity, outcome, List.of()))).isEqualTo(end);
    }

    @Test
    void a_harness_problem_is_an_error_of_its_own_type_even_where_the_verdict_would_pass()
            throws IOException, SAXException, ParserConfigurationException {
        assertThat(end(Runs.of(Path.of("."), Validity.VALID, Outcome.MET, List.of("W1 did not start"))))
                .isEqualTo("error:schism.harness");
    }

    @Test
    void an_unknown_verdict_gives_the_reason() throws IOException, SAXException, ParserConfigurationException {
        Element suite = suite(Runs.of(Path.of("."), Validity.UNKNOWN, Outcome.NONE, List.of()));
        Element error = (Element) suite.getElementsByTagName("error").item(0);
        assertThat(error.getAttribute("message")).isEqualTo("DUAL: the reason of DUAL");
    }

    private static String end(ReportInput input) throws IOException, SAXException, ParserConfigurationException {
        Element suite = suite(input);
        for (String kind : List.of("failure", "error")) {
            if (suite.getElementsByTagName(kind).getLength() > 0) {
                Element child = (Element) suite.getElementsByTagName(kind).item(0);
                assertThat(suite.getAttribute(kind + "s")).isEqualTo("1");
                return kind + ":" + child.getAttribute("type");
            }
        }
        assertThat(suite.getAttribute("failures") + suite.getAttribute("errors"))
                .isEqualTo("00");
        return "passed";
    }

    private static Element suite(ReportInput input) throws IOException, SAXException, ParserConfigurationException {
        byte[] xml = JunitReport.of(Facts.of(input)).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getDocumentElement();
    }
}
