package io.schism.harness.compose;

import io.schism.harness.cluster.ImageSetup;
import java.util.Set;

/**
 * One service of a Compose file.
 *
 * @param image what is started
 * @param setup and how
 * @param ports what it listens on, as far as it says
 * @param networks the names of those that it is on
 */
public record ComposeService(String image, ImageSetup setup, Set<Integer> ports, Set<String> networks) {}
