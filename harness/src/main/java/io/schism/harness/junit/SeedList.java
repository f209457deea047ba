package io.schism.harness.junit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The seeds of one test.
 *
 * @param written whether they stand in the test itself
 */
record SeedList(List<Long> seeds, boolean written, Seeds.Policy policy) {
    private static final String BASE = "schism.seed";
    private static final String COUNT = "schism.seeds";
    private static final long HIGHEST = 1_000_000;

    static SeedList of(ExtensionContext context, Optional<Seeds> annotation) {
        Seeds.Policy policy = annotation.map(Seeds::policy).orElse(Seeds.Policy.ALL);
        long[] given = annotation.map(Seeds::values).orElse(new long[0]);
        if (given.length > 0) {
            return new SeedList(LongStream.of(given).boxed().toList(), true, policy);
        }
        long base = number(context, BASE)
                .orElseGet(() -> ThreadLocalRandom.current().nextLong(1, HIGHEST));
        long count = number(context, COUNT)
                .orElseGet(() -> (long) annotation.map(Seeds::value).orElse(1));
        if (count < 1) {
            throw new ExtensionConfigurationException("@Seeds(" + count + "): a test needs at least one seed");
        }
        return new SeedList(LongStream.range(base, base + count).boxed().toList(), false, policy);
    }

    private static Optional<Long> number(ExtensionContext context, String parameter) {
        return context.getConfigurationParameter(parameter, text -> {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new ExtensionConfigurationException(parameter + "=" + text + " is no whole number", e);
            }
        });
    }

    /** {@code seeds 41, 42, 43; the same again with -Dschism.seed=41}. */
    @Override
    public String toString() {
        return (seeds.size() == 1 ? "seed " : "seeds ")
                + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + "; the same again with -D" + BASE + "=" + seeds.get(0);
    }
}
