package io.schism.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** Markup, script, quotes, control characters, right-to-left text and 1 MB strings in every text of a run: data, never more. */
class HostileTextTest {
    @TempDir
    Path folder;

    private Report report;

    @BeforeEach
    void write() {
        report = Report.write(Runs.hostile(folder));
    }

    @Test
    void the_page_has_its_own_elements_and_no_other() throws IOException {
        String page = Files.readString(report.html());
        assertThat(count(page, "<script")).isEqualTo(5);
        assertThat(count(page, "</script")).isEqualTo(5);
        assertThat(count(page.replace("<svg class=\"share\"", ""), "<svg")).isEqualTo(1);
        assertThat(page.toLowerCase(Locale.ROOT))
                .doesNotContain("<img")
                .doesNotContain("<b><b>")
                .doesNotContain("href=\"javascript");
        String withoutScripts = page.replaceAll("(?s)<script[ >].*?</script>", "");
        assertThat(Pattern.compile("<[^>]*\\son[a-z]+\\s*=")
                        .matcher(withoutScripts)
                        .find())
                .isFalse();
        assertThat(withoutScripts).contains("&lt;img src=x onerror=window.pwned=2&gt;");
    }

    @Test
    void two_runs_beside_one_another_have_their_own_elements_and_no_other() throws IOException {
        Path page = Report.compare(Runs.hostile(folder), Runs.hostile(folder), folder.resolve("compare.html"));
        String html = Files.readString(page);
        assertThat(count(html, "<script")).isEqualTo(3);
        assertThat(count(html, "<svg")).isEqualTo(2);
        String withoutScripts = html.replaceAll("(?s)<script[ >].*?</script>", "");
        assertThat(withoutScripts.toLowerCase(Locale.ROOT))
                .doesNotContain("<img")
                .doesNotContain("<b><b>");
        assertThat(withoutScripts).contains("&lt;img src=x onerror=window.pwned=2&gt;");
        assertThat(html)
                .doesNotContainPattern(
                        "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
                .hasSizeLessThan(2_000_000);
    }

    @Test
    void no_text_reorders_or_hides_its_surroundings() throws IOException {
        for (Path file : List.of(report.html(), report.markdown(), report.picture(), report.junit())) {
            assertThat(Files.readString(file))
                    .as(file.getFileName().toString())
                    .doesNotContainPattern(
                            "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]");
        }
        assertThat(Files.readString(report.html())).contains("right to left \\u202egnp.exe");
    }

    @Test
    void a_megabyte_of_text_is_cut_and_its_length_told() throws IOException {
        assertThat(Files.size(report.html())).isLessThan(2_000_000);
        assertThat(Files.size(report.markdown())).isLessThan(60_000);
        assertThat(Files.readString(report.html())).contains("… (1,050,000 characters)");
    }

    @Test
    void the_xml_files_parse_and_carry_the_text_literally()
            throws IOException, SAXException, ParserConfigurationException {
        Document junit = parse(report.junit());
        assertThat(junit.getElementsByTagName("failure").item(0).getTextContent())
                .contains("</script><script>window.pwned=1</script>");
        Document picture = parse(report.picture());
        assertThat(picture.getElementsByTagName("script").getLength()).isZero();
        assertThat(picture.getElementsByTagName("text").getLength()).isPositive();
    }

    @Test
    void the_summary_is_sixty_lines_without_markup_mentions_or_links() throws IOException {
        List<String> lines = Files.readAllLines(report.markdown(), StandardCharsets.UTF_8);
        assertThat(lines).hasSizeLessThanOrEqualTo(MarkdownReport.MOST_LINES);
        for (String line : lines.subList(0, lines.size() - 1)) {
            assertThat(line)
                    .doesNotContain("<")
                    .doesNotContain("@everyone")
                    .doesNotContain("www.")
                    .doesNotContain("://")
                    .doesNotContain("#1")
                    .doesNotContain("[a](");
        }
    }

    @Test
    void the_data_of_the_script_is_ascii_without_a_character_that_html_knows() {
        Facts facts = Facts.of(Runs.hostile(folder));
        String json = PageData.of(facts, OperationData.of(facts.input().history(), facts.regions()));
        assertThat(json)
                .matches("[ -~]+")
                .doesNotContain("<")
                .doesNotContain(">")
                .doesNotContain("&");
    }

    private static Document parse(Path file) throws IOException, SAXException, ParserConfigurationException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}
