package io.schism.harness.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of the tutorial's chapters, and a shell that types them. */
record Tutorial(Path folder) {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Path CHAPTERS = REPOSITORY.resolve("docs/tutorial");
    private static final List<String> NAMES =
            List.of("1-your-service.md", "2-the-file.md", "3-a-lost-update.md", "4-the-evidence.md", "5-the-fix.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh( docker)?\n(.*?)```");
    private static final Pattern ENDS_WITH = Pattern.compile("\\s+# ends with (\\d+)$");

    /**
     * One line of a chapter.
     *
     * @param docker whether it belongs to the path with Docker alone
     * @param exit what it ends with
     */
    record Typed(String line, boolean docker, int exit) {
        static Typed of(String line, boolean docker) {
            Matcher told = ENDS_WITH.matcher(line);
            return told.find()
                    ? new Typed(line.substring(0, told.start()), docker, Integer.parseInt(told.group(1)))
                    : new Typed(line, docker, 0);
        }

        /** Whether it starts the service as a plain process. */
        boolean loopback() {
            return !docker && (line.startsWith("schism run") || line.startsWith("schism doctor"));
        }
    }

    static List<Typed> commands() throws IOException {
        List<Typed> commands = new ArrayList<>();
        for (String chapter : NAMES) {
            Matcher block = BLOCK.matcher(Files.readString(CHAPTERS.resolve(chapter)));
            while (block.find()) {
                boolean docker = block.group(1) != null;
                block.group(2).lines().map(line -> Typed.of(line, docker)).forEach(commands::add);
            }
        }
        return commands;
    }

    /** Everything that was printed so far. */
    String output() throws IOException {
        Path file = folder.resolve("output");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    int type(String line) throws IOException, InterruptedException {
        File output = folder.resolve("output").toFile();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        builder.environment().put("SCHISM", REPOSITORY.toString());
        builder.environment().merge("PATH", REPOSITORY.toString(), (path, own) -> own + File.pathSeparator + path);
        builder.environment().remove("SCHISM_RUNS");
        return builder.start().waitFor();
    }
}
