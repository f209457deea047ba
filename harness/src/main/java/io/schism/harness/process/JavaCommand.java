package io.schism.harness.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A child JVM to start, on the JDK that runs the harness.
 *
 * @param run the run that it belongs to
 * @param member its name in the run
 * @param classPath one jar or more
 * @param folder where it runs
 * @param log where its standard output and error are appended
 */
public record JavaCommand(
        String run,
        String member,
        List<String> jvmOptions,
        List<Path> classPath,
        String mainClass,
        List<String> arguments,
        Path folder,
        Path log)
        implements Command {

    static final String RUN = "-Dschism.run=";
    static final String MEMBER = "-Dschism.member=";
    static final String OWNER = "-Dschism.owner=";

    public JavaCommand {
        jvmOptions = List.copyOf(jvmOptions);
        classPath = List.copyOf(classPath);
        arguments = List.copyOf(arguments);
    }

    /** {@inheritDoc} Marks first: not every system shows a long command line whole. */
    @Override
    public List<String> commandLine(ProcessStamp owner) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add(RUN + run);
        line.add(MEMBER + member);
        line.add(OWNER + owner);
        line.addAll(jvmOptions);
        line.add("-cp");
        line.add(String.join(
                File.pathSeparator, classPath.stream().map(Path::toString).toList()));
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    @Override
    public Map<String, String> environment(ProcessStamp owner) {
        return Map.of();
    }

    @Override
    public String remedy() {
        return "run the harness on a complete JDK 17 or later";
    }
}
