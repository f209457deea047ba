package io.schism.harness.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an image is started, in words that are passed on as they are; what is empty is left as the image has it.
 *
 * @param entrypoint the program
 * @param arguments of the program
 * @param variables of the environment
 * @param user who runs it: {@code name} or {@code uid:gid}
 * @param folder where it runs
 * @param mounts what stands in its file system besides the image
 * @param health how the Engine asks whether it is healthy
 */
public record ImageSetup(
        List<String> entrypoint,
        List<String> arguments,
        Map<String, String> variables,
        String user,
        String folder,
        List<Mount> mounts,
        Optional<Health> health) {
    /** The image as it is. */
    public static final ImageSetup NONE =
            new ImageSetup(List.of(), List.of(), Map.of(), "", "", List.of(), Optional.empty());

    /** Something in the file system of a container. */
    public sealed interface Mount {
        /** Where it stands inside. */
        String target();
    }

    /** A volume of the node's own: it survives kill and restart, and not the run. */
    public record Volume(String target) implements Mount {}

    /** A file or a folder of this machine, to be read. */
    public record Shown(String source, String target) implements Mount {}

    /** Memory, lost with the process. */
    public record Memory(String target) implements Mount {}

    /**
     * A question that the Engine asks every second.
     *
     * @param test as the Engine's API takes it: {@code [CMD, pg_isready]} or {@code [CMD-SHELL, "curl ..."]}
     * @param limit after which one question has failed
     */
    public record Health(List<String> test, Duration limit) {}
}
