package io.schism.harness.cluster;

import io.schism.histories.error.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where nodes run: one class a backend, found by its name. */
public interface Backend {
    /** {@code docker} or {@code loopback}. */
    String name();

    /**
     * Prepares a site: addresses, folders, network; nothing runs yet.
     *
     * @param runId unique for the run, letters, digits and hyphens; names whatever is made on the host
     * @param runFolder where {@code nodes/NAME/} is made
     * @param roundTripToHub the round trip of each region to the hub; between two regions it is the sum
     * @throws UserError of kind ENVIRONMENT where the machine cannot do it, with the remedy
     */
    Site open(String runId, Path runFolder, List<Member> members, Map<String, Duration> roundTripToHub);

    /** Why this backend, on this machine, does not have a feature, in words that end a sentence; empty where it has. */
    Optional<String> lacks(Feature feature);

    /**
     * What this machine has that it needs, in words.
     *
     * @throws UserError of kind ENVIRONMENT where something is missing, with the remedy
     */
    default String needs() {
        return "nothing more";
    }

    /**
     * What this process has on the host beyond its own children, files and ports, a line for each thing: what is there when no run is under
     * way was left behind.
     */
    default List<String> traces() {
        return List.of();
    }

    /** Removes whatever earlier, killed runs left on the host; returns a line for each thing removed. */
    List<String> clean();

    /**
     * Removes what earlier builds and runs keep so that the next run starts sooner, as far as nothing that runs uses it;
     * returns a line for each thing removed.
     */
    List<String> cleanCache();
}
