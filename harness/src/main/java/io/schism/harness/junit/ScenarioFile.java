package io.schism.harness.junit;

import io.schism.harness.scenario.Scenarios;
import io.schism.histories.error.UserError;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the scenario of a test stands: among the harness's own, in a file, or in a resource beside the test's classes. */
final class ScenarioFile {
    private ScenarioFile() {}

    /**
     * The scenario's name, or the path of its file.
     *
     * @throws UserError where there is neither, or where it is a resource in a jar, whose service could have no folder
     */
    static String named(String scenario) {
        if (Scenarios.bundled().contains(scenario) || Files.exists(Path.of(scenario))) {
            return scenario;
        }
        URL resource = resource(scenario);
        if (resource == null) {
            throw UserError.usage(
                    "no scenario, no file and no resource of the tests: " + scenario,
                    "put it into src/test/resources, or name a file as seen from "
                            + Path.of("").toAbsolutePath());
        }
        try {
            URI uri = resource.toURI();
            if (!"file".equals(uri.getScheme())) {
                throw UserError.usage(
                        "the scenario " + scenario + " stands in a jar: " + uri, "put it into src/test/resources");
            }
            return Path.of(uri).toString();
        } catch (URISyntaxException e) {
            throw UserError.usage("the scenario " + scenario + " has an odd address: " + resource, "name a file");
        }
    }

    private static @Nullable URL resource(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader == null ? ClassLoader.getSystemResource(name) : loader.getResource(name);
    }
}
