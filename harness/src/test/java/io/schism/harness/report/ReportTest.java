package io.schism.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a report, as a reader finds them. */
class ReportTest {
    @TempDir
    Path folder;

    @Test
    void three_regions_E_cut_off_with_its_primary_kept_serving__the_page_says_split_brain_who_and_when()
            throws java.io.IOException {
        String out = System.getProperty("keep");
        Report report = Report.write(Incident.input(out == null ? folder : Path.of(out)));
        assertThat(Files.readString(report.html())).contains("Split brain").contains("E1 (epoch 1) and W1 (epoch 2)");
    }
}
