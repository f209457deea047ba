package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.run.Campaign.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** How many runs are counted, and how what they leave behind is found. */
class CampaignTest {
    private static Outcome outcome(long seed, String word, long violation) {
        return new Outcome(
                seed,
                word,
                word.equals("valid") ? "" : "because | of that",
                word.equals("invalid") ? List.of("LIN", "DUAL") : List.of(),
                violation < 0 ? OptionalLong.empty() : OptionalLong.of(violation),
                Duration.ofSeconds(40),
                "folder");
    }

    @Test
    void runs_are_counted_by_their_word_and_times_by_their_median() {
        CampaignResult result = new CampaignResult(
                List.of(
                        outcome(1, "invalid", 9000),
                        outcome(2, "invalid", 1000),
                        outcome(3, "valid", -1),
                        outcome(4, "invalid", 4000),
                        outcome(5, "failed", -1)),
                List.of());

        assertThat(result.medianViolation()).hasValue(4000);
        assertThat(result.markdown("mine"))
                .contains("5 runs: 1 valid, 3 invalid, 0 unknown, 1 failed.")
                .contains("DUAL in 3, LIN in 3")
                .contains("first violation: 4.0 s (of 3 runs)")
                .contains("Nothing was left behind.")
                .contains("| 2 | invalid | LIN DUAL | 1.0 | 40 | because \\| of that |");
    }

    @Test
    void a_thread_that_goes_on_is_left_behind_until_it_ends() throws InterruptedException {
        Residue before = Residue.now(List::of);
        Thread stays = new Thread(CampaignTest::stay, "stays-on");
        stays.start();
        try {
            assertThat(Residue.now(List::of).comparedWith(before)).contains("thread stays-on");
        } finally {
            stays.interrupt();
            stays.join();
        }
        assertThat(Residue.now(List::of).comparedWith(before)).doesNotContain("thread stays-on");
    }

    @Test
    @EnabledIf("hasProc")
    void a_listening_port_and_an_open_file_are_left_behind_until_they_are_closed(@TempDir Path folder)
            throws IOException {
        Residue before = Residue.now(List::of);
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var file = Files.newOutputStream(folder.resolve("forgotten.log"))) {
            file.write(port.getLocalPort());
            assertThat(Residue.now(List::of).comparedWith(before))
                    .anyMatch(thing -> thing.startsWith("listening socket"))
                    .anyMatch(thing -> thing.endsWith("forgotten.log"));
        }
        assertThat(Residue.now(List::of).comparedWith(before))
                .noneMatch(thing -> thing.startsWith("listening socket") || thing.endsWith("forgotten.log"));
    }

    @Test
    void a_firewall_table_that_a_run_leaves_on_the_host_is_told() {
        List<String> host = new CopyOnWriteArrayList<>(List.of("nft table bridge schism_of_another"));
        Residue before = Residue.now(() -> host);
        host.add("nft table bridge schism_of_this_run");
        assertThat(Residue.now(() -> host).comparedWith(before)).contains("nft table bridge schism_of_this_run");
        host.remove(1);
        assertThat(Residue.now(() -> host).comparedWith(before)).noneMatch(thing -> thing.startsWith("nft"));
    }

    static boolean hasProc() {
        return Files.isDirectory(Path.of("/proc/self/fd"));
    }

    private static void stay() {
        try {
            new java.util.concurrent.CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
