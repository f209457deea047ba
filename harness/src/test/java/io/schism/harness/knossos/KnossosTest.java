package io.schism.harness.knossos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.harness.engine.BothEngines;
import io.schism.harness.engine.Engine;
import io.schism.harness.engine.NativeEngine;
import io.schism.harness.engine.Question;
import io.schism.histories.error.UserError;
import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The talk with the child process, on the real Clojure, with a stand-in for Knossos (src/test/resources/knossos-stand-in). */
class KnossosTest {
    private static Knossos knossos;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws URISyntaxException {
        knossos = new Knossos(Libraries.classPath(standIn()));
    }

    private static String standIn() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(KnossosTest.class.getResource("/knossos-stand-in"))
                        .toURI())
                .toString();
    }

    @AfterAll
    static void stop() {
        knossos.close();
    }

    private static Question against(String model) {
        return Question.of(Models.named(model));
    }

    private Verdict verdict(Engine engine, Question question, String lines) throws IOException {
        return engine.decide(history(lines), question).verdict();
    }

    /** Calls one after another, as {@code f input output} ({@code ;} is a blank in a value); {@code ?} for a call without an answer, {@code !} for a failed one. */
    private History history(String calls) throws IOException {
        StringBuilder lines = new StringBuilder();
        int process = 0;
        for (String call : calls.strip().split("\\s*,\\s*")) {
            String[] words = call.split(" +");
            String head = "{:process " + process + " :f :" + words[0] + " :type ";
            lines.append(head).append(":invoke :value ").append(words[1]).append("}\n");
            if (words[2].equals("!")) {
                lines.append(head).append(":fail :value nil}\n");
            } else if (!words[2].equals("?")) {
                lines.append(head).append(":ok :value ").append(words[2]).append("}\n");
            }
            process++;
        }
        return HistoryReader.read(Files.writeString(
                folder.resolve("history.edn"), lines.toString().replace(';', ' ')));
    }

    @Test
    void valid_and_invalid_are_told_with_the_operation_that_does_not_fit() throws IOException {
        assertThat(verdict(knossos, against("register"), "write 1 1, read nil 1")
                        .validity())
                .isEqualTo(Validity.VALID);
        Verdict stale = verdict(knossos, against("register"), "write 7 7, write 8 8, read nil 7");
        assertThat(stale.validity()).isEqualTo(Validity.INVALID);
        assertThat(stale.evidence()).flatExtracting(Evidence::indices).containsExactly(5L);
        assertThat(stale.figures()).containsEntry("engine", "knossos").containsEntry("operations", 3L);
    }

    @Test
    void an_ok_read_of_nil_means_absent_and_not_anything() throws IOException {
        assertThat(verdict(knossos, against("register"), "read nil nil, write 1 1")
                        .validity())
                .isEqualTo(Validity.VALID);
        assertThat(verdict(knossos, against("register"), "write 1 1, read nil nil")
                        .validity())
                .isEqualTo(Validity.INVALID);
        assertThat(verdict(knossos, against("register").initial(4L), "read nil nil")
                        .validity())
                .isEqualTo(Validity.INVALID);
        assertThat(verdict(knossos, against("register").initial(4L), "read nil 4")
                        .validity())
                .isEqualTo(Validity.VALID);
        assertThat(verdict(knossos, against("cas-register"), "cas [nil;5] [nil;5], read nil 5")
                        .validity())
                .isEqualTo(Validity.VALID);
    }

    @Test
    void a_failed_call_never_happened() throws IOException {
        assertThat(verdict(knossos, against("register"), "write 1 1, write 2 !, read nil 1")
                        .validity())
                .isEqualTo(Validity.VALID);
    }

    @Test
    void a_keyed_history_goes_key_by_key() throws IOException {
        Verdict verdict = verdict(
                knossos,
                against("register").keyed(true),
                "write [1;5] [1;5], write [2;6] [2;6], read [1;nil] [1;5], read [2;nil] [2;5]");
        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.reason()).isEqualTo("key 2: Knossos finds no linearization up to index 7");
        assertThat(verdict.figures()).containsEntry("keys", 2L).containsEntry("failing-key-count", 1L);
    }

    @Test
    void a_search_that_hangs_is_killed_at_the_limit_and_the_next_history_gets_a_new_child() throws IOException {
        Verdict verdict =
                verdict(knossos, against("mutex").within(Duration.ofMillis(300)), "acquire nil nil, release nil nil");
        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.reason()).contains("time limit");
        assertThat(verdict(knossos, against("register"), "write 1 1").validity())
                .isEqualTo(Validity.VALID);
    }

    @Test
    void a_failure_of_knossos_is_no_verdict() {
        assertThatThrownBy(() -> verdict(knossos, against("set"), "add 1 1"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not like sets");
        assertThatThrownBy(() -> verdict(knossos, against("fifo-queue"), "enqueue 1 1"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("its process ended");
    }

    @Test
    void what_knossos_prints_is_no_answer() throws IOException {
        assertThat(verdict(knossos, against("unordered-queue"), "enqueue 1 1").validity())
                .isEqualTo(Validity.VALID);
    }

    @Test
    void what_knossos_does_not_know_is_unknown() throws IOException {
        Verdict gaveUp = verdict(knossos, against("multi-register"), "txn [] []");
        assertThat(gaveUp.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(gaveUp.reason()).contains("out-of-memory");
        Verdict unsaid = verdict(knossos, against("fifo-queue"), "dequeue nil nil");
        assertThat(unsaid.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(unsaid.reason()).contains("no word for a dequeue that finds the queue empty (index 0)");
        assertThatThrownBy(() -> verdict(knossos, against("counter"), "add 1 1"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Knossos has no model counter")
                .hasMessageContaining("cas-register");
    }

    @Test
    void two_engines_that_agree_say_so_and_two_that_do_not_keep_the_history() throws IOException {
        Engine both = new BothEngines(new NativeEngine(), knossos, folder.resolve("kept"));
        Verdict agreed = verdict(both, against("register"), "write 1 1, read nil nil");
        assertThat(agreed.validity()).isEqualTo(Validity.INVALID);
        assertThat(agreed.reason()).endsWith("knossos agrees");
        assertThat(folder.resolve("kept")).doesNotExist();

        // Here the stand-in is wrong: it never lets a write happen that was not answered.
        Verdict verdict = verdict(both, against("register"), "write 9 ?, read nil 9");
        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.reason())
                .startsWith("the engines disagree: ")
                .contains("says valid", "knossos says invalid");
        Path file = Path.of(String.valueOf(verdict.figures().get(BothEngines.DISAGREEMENT)));
        assertThat(HistoryReader.read(file).operations()).hasSize(3);
        assertThat(Files.readString(file)).startsWith("; register: ");
    }

    @Test
    void without_knossos_one_line_says_how_to_get_it() throws IOException, URISyntaxException {
        // Clojure alone, also where the build put Knossos beside it (-Pknossos).
        Path aside = Files.createDirectory(folder.resolve("clojure"));
        for (Path jar : Libraries.classPath(standIn())) {
            if (jar.getFileName().toString().matches("clojure-\\d.*\\.jar")) {
                Files.copy(jar, aside.resolve(jar.getFileName()));
            }
        }

        assertThatThrownBy(() -> Libraries.classPath(null, aside, folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("-Pknossos")
                .hasMessageContaining("SCHISM_KNOSSOS_CLASSPATH")
                .hasMessageNotContaining("\n")
                .extracting(e -> ((UserError) e).kind().exitCode())
                .isEqualTo(254);
    }
}
