package io.schism.harness.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program of the user's to start, in any language. Its command line is left as it is: the marks by which it is found
 * again stand in its environment, which its own children inherit.
 *
 * @param run the run that it belongs to
 * @param member its name in the run
 * @param line the program and its arguments
 * @param variables added to the environment
 * @param folder where it runs
 * @param log where its standard output and error are appended
 */
public record ProgramCommand(
        String run, String member, List<String> line, Map<String, String> variables, Path folder, Path log)
        implements Command {
    static final String RUN = "SCHISM_RUN=";
    static final String MEMBER = "SCHISM_MEMBER=";
    static final String OWNER = "SCHISM_OWNER=";

    public ProgramCommand {
        line = List.copyOf(line);
        variables = Map.copyOf(variables);
    }

    @Override
    public List<String> commandLine(ProcessStamp owner) {
        return line;
    }

    @Override
    public Map<String, String> environment(ProcessStamp owner) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.put(name(RUN), run);
        all.put(name(MEMBER), member);
        all.put(name(OWNER), owner.toString());
        return all;
    }

    private static String name(String mark) {
        return mark.substring(0, mark.length() - 1);
    }

    @Override
    public String remedy() {
        return "see that `" + line.get(0) + "` can be started from " + folder;
    }
}
