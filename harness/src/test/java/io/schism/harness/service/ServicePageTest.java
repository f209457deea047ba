package io.schism.harness.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.run.Library;
import io.schism.harness.scenario.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/service.md shows as a section of a scenario is one, and what it says of scales is so. */
class ServicePageTest {
    private static final Path PAGE = Path.of("..", "docs", "service.md");
    private static final Pattern SHOWN = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final String REST =
            """
            schema: 1
            name: page
            title: page
            regions:
              A: {nodes: [n1]}
              B: {nodes: [n2]}
            load:
              - {workload: registers, regions: [A, B], rate: 10}
            stop: 3s
            variants:
              one:
                expect: {verdict: valid}
            """;
    private static final String COMPOSE =
            """
            services:
              n1: {image: kv, restart: always, ports: ["9000"]}
              n2: {image: kv, ports: ["9000"]}
              dashboard: {image: none, privileged: true}
            """;

    @TempDir
    Path folder;

    @Test
    void its_sections_are_read() throws IOException {
        Files.writeString(folder.resolve("compose.yml"), COMPOSE);
        List<Variant> shown = new ArrayList<>();
        Matcher block = SHOWN.matcher(Files.readString(PAGE));
        while (block.find()) {
            Path file = Files.writeString(folder.resolve("page.yml"), REST + block.group(1));
            shown.add(Library.variant(Library.scenario(file.toString()), ""));
        }
        assertThat(shown).isNotEmpty();
    }

    @Test
    void every_key_of_a_section_stands_on_it() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(ServiceReader.KEYS).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }
}
