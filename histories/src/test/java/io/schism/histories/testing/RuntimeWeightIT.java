package io.schism.histories.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library stays small: what it needs at run time, together, is at most 1.5 MB. */
class RuntimeWeightIT {
    @Test
    void its_dependencies_together_weigh_at_most_one_and_a_half_megabytes() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "runtime"))) {
            long bytes = jars.mapToLong(RuntimeWeightIT::size).sum();
            assertThat(bytes).isBetween(1L, 1_500_000L);
        }
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
