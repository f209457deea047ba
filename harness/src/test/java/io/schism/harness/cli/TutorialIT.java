package io.schism.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the tutorial, in order, from an empty folder: two nodes, their regions cut off from each other, a lost update and
 * its fix. A command ends with 0, or as its comment says.
 */
class TutorialIT {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Path TUTORIAL = REPOSITORY.resolve("docs/tutorial");
    private static final List<String> CHAPTERS =
            List.of("1-your-service.md", "2-the-file.md", "3-a-lost-update.md", "4-the-evidence.md", "5-the-fix.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final Pattern ENDS_WITH = Pattern.compile("\\s+# ends with (\\d+)$");

    @TempDir
    Path folder;

    private record Typed(String line, int exit) {
        static Typed of(String line) {
            Matcher told = ENDS_WITH.matcher(line);
            return told.find()
                    ? new Typed(line.substring(0, told.start()), Integer.parseInt(told.group(1)))
                    : new Typed(line, 0);
        }
    }

    private static List<Typed> commands() throws IOException {
        List<Typed> commands = new ArrayList<>();
        for (String chapter : CHAPTERS) {
            Matcher block = BLOCK.matcher(Files.readString(TUTORIAL.resolve(chapter)));
            while (block.find()) {
                block.group(1).lines().map(Typed::of).forEach(commands::add);
            }
        }
        return commands;
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void two_nodes_regions_cut_off_the_commands_find_a_lost_update_and_its_fix()
            throws IOException, InterruptedException {
        List<Typed> commands = commands();
        assertThat(commands).hasSizeGreaterThan(8);
        for (Typed typed : commands) {
            assertThat(run(typed.line())).as(typed.line() + "\n" + output()).isEqualTo(typed.exit());
        }
        assertThat(output()).contains("INVALID  register broken").contains("VALID  register fixed");
    }

    private String output() throws IOException {
        Path file = folder.resolve("output");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private int run(String line) throws IOException, InterruptedException {
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
