package io.schism.harness.scenario;

import io.schism.harness.cluster.Topology;
import io.schism.harness.yaml.Yaml;
import io.schism.harness.yaml.YamlValue;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The scenarios that come with the harness, and files of the user's own. */
public final class Scenarios {
    private static final List<String> BUNDLED = List.of("github-2018", "random-faults", "random-hardware");

    private final Vocabulary vocabulary;
    private final ScenarioReader reader;

    public Scenarios(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.reader = new ScenarioReader(vocabulary, PlanReader::check);
    }

    /** The names of those that come with the harness. */
    public static List<String> bundled() {
        return BUNDLED;
    }

    /**
     * A scenario by its name, or from a file.
     *
     * @throws UserError where there is none, or where its file is wrong
     */
    public Scenario find(String nameOrFile) {
        if (BUNDLED.contains(nameOrFile)) {
            return reader.read(Yaml.parse(Path.of(nameOrFile + ".yml"), text(nameOrFile)), nameOrFile);
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw UserError.usage(
                    "no scenario and no file: " + nameOrFile,
                    "known scenarios: " + String.join(", ", BUNDLED) + "; a file ends in .yml");
        }
        return reader.read(file);
    }

    /**
     * What a run was made of. Its plan has been carried out, and whether it could be is no question any more.
     *
     * @throws UserError where the file is wrong
     */
    public Scenario carriedOut(Path file) {
        return new ScenarioReader(vocabulary, (plan, stop) -> {}).read(file);
    }

    /**
     * A plan told in Java, read like one in a file: the same rules, the same value.
     *
     * @throws UserError where a line is wrong; the line counted is that of {@link PlanLine#text}
     */
    public Plan plan(Topology topology, List<PlanLine> lines) {
        YamlValue text = Yaml.parse(Path.of("plan"), PlanLine.text(lines));
        return new PlanReader(vocabulary, Sight.clear(topology)).read(text);
    }

    /** The text of a scenario that comes with the harness. */
    public static String text(String name) {
        try (InputStream in = Scenarios.class.getResourceAsStream("/io/schism/harness/scenarios/" + name + ".yml")) {
            if (in == null) {
                throw new IllegalStateException("scenario " + name + " is listed and not bundled");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
