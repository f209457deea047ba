package io.schism.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Many files, one process: an object a file on standard output, in order, whatever is wrong with some of them. */
class CheckCommandTest {
    private static final String VALID =
            """
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :ok, :f :write, :value 1}
            {:process 1, :type :invoke, :f :read, :value nil}
            {:process 1, :type :ok, :f :read, :value 1}
            """;
    private static final String INVALID = VALID.replace(":read, :value 1}", ":read, :value nil}");

    @TempDir
    Path folder;

    @RegisterExtension
    final Console console = new Console();

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int check(Object... arguments) {
        Stream<String> line = Stream.of(arguments).map(Object::toString);
        return Main.execute(Stream.concat(Stream.of("check"), line).toArray(String[]::new));
    }

    private List<JsonNode> objects() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> lines = console.out().lines().toList();
        JsonNode[] objects = new JsonNode[lines.size()];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = json.readTree(lines.get(i));
        }
        return List.of(objects);
    }

    private static List<String> names(JsonNode object) {
        Iterator<String> names = object.fieldNames();
        return Stream.generate(() -> names.hasNext() ? names.next() : "")
                .takeWhile(name -> !name.isEmpty())
                .toList();
    }

    @Test
    void a_judged_file_is_one_object_of_these_fields_and_no_other() throws IOException {
        assertThat(check(file("a.edn", INVALID), "--model", "register", "--format", "json"))
                .isEqualTo(1);
        JsonNode object = objects().get(0);
        assertThat(names(object))
                .containsExactly(
                        "schema",
                        "file",
                        "valid",
                        "model",
                        "engine",
                        "operations",
                        "readMillis",
                        "checkMillis",
                        "peakBytes",
                        "reason",
                        "counterexample");
        assertThat(object.get("schema").asInt()).isEqualTo(1);
        assertThat(object.get("valid").isBoolean()).isTrue();
        assertThat(object.get("operations").asInt()).isEqualTo(2);
        assertThat(object.get("readMillis").isDouble()).isTrue();
        assertThat(object.get("checkMillis").isDouble()).isTrue();
        assertThat(object.get("peakBytes").isIntegralNumber()).isTrue();
        assertThat(object.get("counterexample")).isNotEmpty();
        assertThat(object.get("reason").asText())
                .isEqualTo("not linearizable against the model register: the first 3 lines are linearizable, then: read"
                        + " returned nil; the register held 1 since write of index 1 (process 0, 1) completed");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void evidence_is_added_where_it_is_asked_for() throws IOException {
        check(file("a.edn", INVALID), "--model", "register", "--format", "json", "--evidence");

        JsonNode facts = objects().get(0).get("evidence").get(0).get("facts");
        assertThat(facts.get("minimal").asBoolean()).isTrue();
        assertThat(facts.get("counterexample").toString()).isEqualTo("[0,2]");
        assertThat(facts.get("without")).hasSize(2);
        assertThat(facts.get("prefix").toString()).isEqualTo("[{\"index\":0,\"state\":\"1\"}]");
    }

    @Test
    void a_broken_file_is_one_object_too_and_hides_no_other() throws IOException {
        Path torn = file("a.edn", "{:process");
        Path strange = file("b.edn", VALID.replace(":read", ":dance"));
        Path missing = folder.resolve("missing.edn");
        Path binary = Files.write(folder.resolve("c.edn"), new byte[] {0, -1, 7, 13, 10, -128});
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path good = file("d.edn", VALID);
        assertThat(check(
                        torn,
                        strange,
                        missing,
                        binary,
                        empty,
                        good,
                        "--model",
                        "register",
                        "--format",
                        "json",
                        "--jobs",
                        "3"))
                .isEqualTo(255);
        assertThat(objects()).hasSize(6);
        assertThat(objects().subList(0, 5)).allSatisfy(object -> {
            assertThat(names(object)).containsExactly("file", "error", "line", "column");
            assertThat(object.get("error").asText())
                    .contains(object.get("file").asText())
                    .contains("; ")
                    .doesNotContain("\n");
        });
        assertThat(objects().get(1).get("line").asInt()).isEqualTo(3);
        assertThat(objects().get(1).get("error").asText()).contains(":dance", ":read and :write");
        assertThat(objects().get(5).get("valid").asBoolean()).isTrue();
    }

    @Test
    void in_text_an_error_is_one_line_on_standard_error() throws IOException {
        assertThat(check(file("a.edn", "{:process"), file("b.edn", VALID), "--model", "register"))
                .isEqualTo(255);
        assertThat(console.out().lines()).hasSize(1).allMatch(line -> line.startsWith("valid"));
        assertThat(console.err().lines())
                .hasSize(1)
                .allMatch(line -> line.startsWith("schism: ") && line.contains("a.edn:1"));
    }

    @Test
    void results_come_in_the_order_of_the_names_whoever_is_done_first() throws IOException {
        for (int i = 10; i < 40; i++) {
            file("h" + i + ".edn", i % 3 == 0 ? INVALID : VALID);
        }
        assertThat(check(folder, "--model", "register", "--format", "json", "--jobs", "4"))
                .isEqualTo(1);
        assertThat(objects().stream().map(object -> object.get("file").asText()))
                .hasSize(30)
                .isSorted();
    }

    @Test
    void a_file_named_twice_is_judged_once() throws IOException {
        Path file = file("a.edn", VALID);
        Path link = Files.createSymbolicLink(folder.resolve("b.edn"), file);
        assertThat(check(file, file, folder, link, "--model", "register", "--format", "json"))
                .isZero();
        assertThat(objects()).hasSize(1);
    }

    @Test
    void a_file_that_may_not_be_read_is_wrong_input() throws IOException {
        Path file = file("a.edn", VALID);
        assumeFalse(!file.toFile().setReadable(false) || Files.isReadable(file), "this user may read everything");
        assertThat(check(file, "--model", "register", "--format", "json")).isEqualTo(255);
        assertThat(objects().get(0).get("error").asText()).contains("may not be read");
    }

    @Test
    void the_start_and_the_keys_are_as_asked() throws IOException {
        Path one = file("a.edn", "{:process 0 :type :invoke :f :read}{:process 0 :type :ok :f :read :value [1 2]}");
        assertThat(check(one, "--model", "register", "--initial", "[1 2]")).isZero();
        assertThat(check(one, "--model", "register")).isEqualTo(1);
        assertThat(check(one, "--model", "register", "--keyed")).isEqualTo(255);

        Path pairs = file(
                "b.edn",
                "{:process 0 :type :invoke :f :write :value [1 2]}{:process 0 :type :ok :f :write :value [1 2]}"
                        + "{:process 0 :type :invoke :f :write :value [2 3]}{:process 0 :type :ok :f :write :value [2 3]}"
                        + "{:process 0 :type :invoke :f :read :value [1 nil]}{:process 0 :type :ok :f :read :value [1 2]}");
        assertThat(check(pairs, "--model", "register")).isZero();
        assertThat(check(pairs, "--model", "register", "--no-keyed")).isEqualTo(1);
    }

    @Test
    void wrong_options_are_told_before_anything_is_judged() throws IOException {
        Path file = file("a.edn", VALID);
        List<String> wrong = List.of(
                "--initial [1", "--initial :x --model counter", "--time-limit soon", "--memory-limit much", "--jobs 0");
        for (String options : wrong) {
            assertThat(check(Stream.concat(Stream.of(file, "--model", "register"), Stream.of(options.split(" ")))
                            .toArray()))
                    .as(options)
                    .isEqualTo(255);
        }
        assertThat(console.out()).isEmpty();
        assertThat(console.err().lines()).hasSize(wrong.size());
    }

    @Test
    void a_model_that_knossos_lacks_is_wrong_usage_before_anything_else() throws IOException {
        assertThat(check(file("a.edn", VALID), "--model", "counter", "--engine", "knossos"))
                .isEqualTo(255);
        assertThat(console.err()).contains("Knossos has no model counter", "--engine native");
    }

    @Test
    void the_worst_of_all_is_invalid_then_255_then_254_then_unknown() {
        assertThat(Stream.of(Exit.VALID, Exit.UNKNOWN, Exit.HARNESS, Exit.USAGE, Exit.INVALID)
                        .reduce(Exit::worse))
                .contains(Exit.INVALID);
        assertThat(Exit.USAGE.worse(Exit.HARNESS)).isEqualTo(Exit.USAGE);
        assertThat(Exit.UNKNOWN.worse(Exit.HARNESS)).isEqualTo(Exit.HARNESS);
        assertThat(Exit.VALID.worse(Exit.UNKNOWN)).isEqualTo(Exit.UNKNOWN);
    }

    @Test
    void nothing_is_judged_for_a_reader_that_is_gone() throws IOException {
        for (int i = 0; i < 20; i++) {
            file("h" + i + ".edn", VALID);
        }
        int[] writes = new int[1];
        System.setOut(new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                writes[0]++;
                throw new IOException("Broken pipe");
            }
        }));
        assertThat(check(folder, "--model", "register")).isEqualTo(254);
        assertThat(writes[0]).isLessThan(20);
        assertThat(console.err()).isEmpty();
    }
}
