package io.schism.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cli.Tutorial.Typed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the tutorial, in order, from an empty folder: two nodes, their regions cut off from each other, a lost update and
 * its fix. A command ends with 0, or as its comment says.
 */
@Tag("alone")
class TutorialIT {
    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void two_nodes_regions_cut_off_the_commands_find_a_lost_update_and_its_fix()
            throws IOException, InterruptedException {
        Tutorial tutorial = new Tutorial(folder);
        List<Typed> commands =
                Tutorial.commands().stream().filter(typed -> !typed.docker()).toList();
        assertThat(commands).hasSizeGreaterThan(8);
        for (Typed typed : commands) {
            assertThat(tutorial.type(typed.line()))
                    .as(typed.line() + "\n" + tutorial.output())
                    .isEqualTo(typed.exit());
        }
        assertThat(tutorial.output()).contains("INVALID  register broken").contains("VALID  register fixed");
    }
}
