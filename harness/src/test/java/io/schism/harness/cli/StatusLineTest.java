package io.schism.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final StatusLine line = new StatusLine(out);

    @Test
    void events_go_above_a_bar_that_keeps_the_last_line() {
        line.accept("10 %");
        line.accept("20 %");
        line.above(() -> out.println("first"));
        line.accept("30 %");
        line.above(() -> out.println("second"));
        assertThat(screen()).containsExactly("first", "second", "30 %");
    }

    @Test
    void nothing_is_left_of_a_bar_that_has_ended() {
        line.accept("99 %");
        line.close();
        out.println("done");
        assertThat(screen()).containsExactly("done", "");
    }

    /** What a person sees: a carriage return goes back to the first column, the sequence after it clears the line. */
    private List<String> screen() {
        List<String> lines = new ArrayList<>();
        for (String printed : written.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            StringBuilder row = new StringBuilder();
            for (String part : printed.split("\r")) {
                if (part.startsWith("\u001b[K")) {
                    row.setLength(0);
                    row.append(part.substring(3));
                } else {
                    row.replace(0, Math.min(part.length(), row.length()), part);
                }
            }
            lines.add(row.toString());
        }
        return lines;
    }
}
