package io.schism.harness.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A child to start: a JVM of the harness's own, or a program of the user's. */
public sealed interface Command permits JavaCommand, ProgramCommand {
    /** The run that it belongs to. */
    String run();

    /** Its name in the run. */
    String member();

    /** Where it runs. */
    Path folder();

    /** Where its standard output and error are appended. */
    Path log();

    /** What is executed; the marks of its owner stand here or in {@link #environment}. */
    List<String> commandLine(ProcessStamp owner);

    /** What is added to the environment that the harness runs in. */
    Map<String, String> environment(ProcessStamp owner);

    /** What to do where it cannot be started. */
    String remedy();
}
