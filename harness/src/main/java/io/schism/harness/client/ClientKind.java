package io.schism.harness.client;

import io.schism.harness.yaml.YamlValue;
import java.nio.file.Path;

/** A protocol by which clients speak to a user's service. A new one is one class, one line in {@link ClientKinds}, one test. */
public interface ClientKind {
    /** What users type: {@code http}. */
    String name();

    /** What it speaks, in one line. */
    String description();

    /** Commented lines of a scenario that use it, the key {@link #name()} first; not indented. */
    String example();

    /**
     * What a scenario says of its client.
     *
     * @param value the value of the key {@link #name()} under {@code client}
     * @param folder what relative paths start from
     * @throws io.schism.histories.error.UserError naming the line of whatever is wrong
     */
    ClientForm read(YamlValue value, Path folder);
}
