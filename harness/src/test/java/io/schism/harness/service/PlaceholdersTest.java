package io.schism.harness.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Placement;
import io.schism.harness.cluster.Site;
import io.schism.harness.run.Library;
import io.schism.harness.scenario.Variant;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scale reaches a service by what its command says, or is refused. */
class PlaceholdersTest {
    private static final String SCENARIO =
            """
            schema: 1
            name: mine
            title: mine
            regions:
              A: {nodes: [n1]}
            service:
              command: [serve, "{node}", "%s"]
              client:
                redis: {}
            load:
              - {workload: registers, regions: [A], rate: 10}
            stop: 3s
            variants:
              one:
                expect: {verdict: valid}
            """;

    @TempDir
    Path folder;

    private Variant variant(String word) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yml"), SCENARIO.formatted(word));
        return Library.variant(Library.scenario(file.toString()), "");
    }

    private String filled(String word, double scale) throws IOException {
        Variant variant = variant(word);
        try (Site site = Backends.named("loopback")
                .open("placeholders", folder, variant.topology().members(), Map.of())) {
            return Placeholders.fill(
                    word,
                    new Placement(site, variant.topology(), scale),
                    variant.topology().member("n1"));
        }
    }

    @Test
    void times_of_the_scenario_are_scaled() throws IOException {
        assertThat(filled("{millis:3s} {seconds:3s} {scale} {node}", 0.25)).isEqualTo("750 0.75 0.25 n1");
        assertThat(filled("{millis:250ms} {seconds:1m} {scale}", 1)).isEqualTo("250 60 1");
    }

    @Test
    void a_scale_that_the_service_is_not_told_is_refused() throws IOException {
        UserService deaf = (UserService) variant("{port}").service();
        assertThatCode(() -> deaf.requireScale(1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> deaf.requireScale(0.5))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("a scale of 0.5 does not reach the service")
                .hasMessageContaining("{millis:3s}");
    }

    @Test
    void a_scale_that_it_is_told_is_not() throws IOException {
        UserService told = (UserService) variant("--lease={millis:3s}").service();
        assertThatCode(() -> told.requireScale(0.5)).doesNotThrowAnyException();
    }
}
