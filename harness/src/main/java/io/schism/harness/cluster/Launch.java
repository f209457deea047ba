package io.schism.harness.cluster;

import java.util.List;
import java.util.Map;

/**
 * What to start for a member: a main class in one of the two node jars, with its files.
 *
 * @param member whom
 * @param jar which of the two node jars
 * @param mainClass the class to run
 * @param arguments its arguments; {@code {config}} stands for the folder with the files, {@code {data}} for the
 *     member's durable folder (survives kill and restart within the run), both as the member sees them
 * @param jvmOptions heap and the like; the site adds its own
 * @param files name to text, put in the {@code {config}} folder (and kept under {@code nodes/NAME/} of the run);
 *     {@code {data}} is replaced in them too
 */
public record Launch(
        Member member,
        Jar jar,
        String mainClass,
        List<String> arguments,
        List<String> jvmOptions,
        Map<String, String> files) {

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
