package io.schism.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.run.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tutorial shows of its files stands in them, and its links lead somewhere. */
class TutorialTest {
    private static final Path TUTORIAL = Path.of("..", "docs", "tutorial");
    private static final Pattern SHOWN = Pattern.compile("(?s)```(?:yaml|python)\n(.*?)```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_line_that_it_shows_stands_in_an_example_file() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String ending : List.of(".py", ".yml")) {
            for (Path file : files(TUTORIAL.resolve("example"), ending)) {
                Files.readAllLines(file).forEach(line -> lines.add(line.strip()));
            }
        }
        int shown = 0;
        for (Path chapter : files(TUTORIAL, ".md")) {
            Matcher block = SHOWN.matcher(Files.readString(chapter));
            while (block.find()) {
                assertThat(lines)
                        .as(chapter.toString())
                        .containsAll(block.group(1).lines().map(String::strip).toList());
                shown++;
            }
        }
        assertThat(shown).isGreaterThan(3);
    }

    @Test
    void its_links_lead_to_files() throws IOException {
        List<Path> pages = new ArrayList<>(files(TUTORIAL, ".md"));
        pages.add(TUTORIAL.resolve("../service.md"));
        for (Path page : pages) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertThat(page.resolveSibling(link.group(1))).exists();
            }
        }
    }

    @Test
    void its_scenario_has_a_broken_and_a_fixed_variant() {
        assertThat(Library.scenario(TUTORIAL.resolve("example/register.yml").toString())
                        .variants())
                .containsOnlyKeys("broken", "fixed");
    }
}
