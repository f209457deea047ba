package io.schism.harness.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start for a member, with its files.
 *
 * @param member whom
 * @param program what runs
 * @param files name to text, put in the {@code {config}} folder (and kept under {@code nodes/NAME/} of the run);
 *     {@code {data}} is replaced in them too
 */
public record Launch(Member member, Program program, Map<String, String> files) {
    /** A main class in one of the two node jars. */
    public Launch(
            Member member,
            Jar jar,
            String mainClass,
            List<String> arguments,
            List<String> jvmOptions,
            Map<String, String> files) {
        this(member, new Java(jar, mainClass, arguments, jvmOptions), files);
    }

    /**
     * What runs. In its arguments {@code {config}} stands for the folder with the files and {@code {data}} for the member's
     * durable folder (survives kill and restart within the run), both as the member sees them.
     */
    public sealed interface Program permits Java, Foreign {}

    /**
     * A main class in one of the two node jars.
     *
     * @param jvmOptions heap and the like; the site adds its own
     */
    public record Java(Jar jar, String mainClass, List<String> arguments, List<String> jvmOptions) implements Program {}

    /**
     * A program of the user's, in any language. A site starts what it can start: a command, or an image.
     *
     * @param command the program and its arguments, for a site of plain processes; empty where there is none
     * @param image the name of an image, for a site of containers; empty where there is none
     * @param arguments in place of those that the image comes with; empty to leave them
     * @param variables added to its environment
     * @param folder where a command runs
     * @param setup how else the image is started; arguments and variables above go before its own
     */
    public record Foreign(
            List<String> command,
            String image,
            List<String> arguments,
            Map<String, String> variables,
            Path folder,
            ImageSetup setup)
            implements Program {
        /** The same with an image as it is. */
        public Foreign(
                List<String> command,
                String image,
                List<String> arguments,
                Map<String, String> variables,
                Path folder) {
            this(command, image, arguments, variables, folder, ImageSetup.NONE);
        }
    }

    /** The two jars that travel to every node. */
    public enum Jar {
        SERVICE("service.jar"),
        ZOOKEEPER("zookeeper.jar");

        private final String resource;

        Jar(String resource) {
            this.resource = resource;
        }

        public String resource() {
            return resource;
        }
    }
}
