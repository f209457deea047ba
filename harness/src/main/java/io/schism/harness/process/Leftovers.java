package io.schism.harness.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Children of harnesses that are gone, known by the marks on their command lines or in their environment. */
public final class Leftovers {
    private static final List<String> OWNER = List.of(JavaCommand.OWNER, ProgramCommand.OWNER);
    private static final List<String> RUN = List.of(JavaCommand.RUN, ProgramCommand.RUN);
    private static final List<String> MEMBER = List.of(JavaCommand.MEMBER, ProgramCommand.MEMBER);

    private Leftovers() {}

    /** Kills each child whose harness is gone, by its id; never one of a living harness. Returns a line for each. */
    public static List<String> kill() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> orphan(process).stream())
                .filter(Orphan::kill)
                .map(Orphan::toString)
                .toList();
    }

    private static Optional<Orphan> orphan(ProcessHandle process) {
        List<String> line = marked(process);
        String owner = mark(line, OWNER);
        boolean orphaned =
                ProcessStamp.parse(owner).filter(stamp -> !stamp.isAlive()).isPresent();
        return orphaned ? Optional.of(new Orphan(process, mark(line, RUN), mark(line, MEMBER))) : Optional.empty();
    }

    /** From {@code /proc} where there is one: the JDK gives up on a command line longer than a page. */
    private static List<String> arguments(ProcessHandle process) {
        try {
            Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\0"));
        } catch (IOException e) {
            return process.info().arguments().map(List::of).orElse(List.of());
        }
    }

    /** A command line and, where it can be read, the environment: a program of the user's is marked there. */
    private static List<String> marked(ProcessHandle process) {
        List<String> texts = new ArrayList<>(arguments(process));
        try {
            Path file = Path.of("/proc", Long.toString(process.pid()), "environ");
            texts.addAll(
                    List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\0")));
        } catch (IOException e) {
            // Somebody else's process: none that we have started.
            return texts;
        }
        return texts;
    }

    private static String mark(List<String> texts, List<String> prefixes) {
        return prefixes.stream()
                .flatMap(prefix -> texts.stream()
                        .filter(text -> text.startsWith(prefix))
                        .map(text -> text.substring(prefix.length())))
                .findFirst()
                .orElse("");
    }

    private record Orphan(ProcessHandle process, String run, String member) {
        boolean kill() {
            return process.destroyForcibly();
        }

        @Override
        public String toString() {
            return "killed process " + process.pid() + ": " + member + " of run " + run + ", whose harness is gone";
        }
    }
}
