package io.schism.harness.scenario;

import java.util.List;
import java.util.Map;

/**
 * An incident to re-enact: its facts, and the variants that run.
 *
 * @param origin what was typed to find it: its name, or its file
 * @param name {@code github-2018}
 * @param source where the facts stand
 * @param description what happened, for the report's background
 * @param published what the source says, against what a run measures
 * @param notReproduced what the re-enactment leaves out
 * @param variants by name, in the order of the file
 */
public record Scenario(
        String origin,
        String name,
        String title,
        String source,
        String description,
        List<Published> published,
        List<String> notReproduced,
        Map<String, Variant> variants) {

    /**
     * A published figure.
     *
     * @param label what it is
     * @param value as published, or {@code unpublished}
     * @param measured the figure of a run to show beside it, {@code CHECKER.figure[.member]}
     */
    public record Published(String label, String value, String measured) {}
}
