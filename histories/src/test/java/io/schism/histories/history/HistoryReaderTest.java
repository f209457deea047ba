package io.schism.histories.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.schism.histories.edn.Keyword;
import io.schism.histories.error.UserError;
import io.schism.histories.history.History.MalformedHistory;
import io.schism.histories.history.Operation.Type;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryReaderTest {
    private static final String INVOKE =
            "{:index 0 :time 5 :process 3 :type :invoke :f :write :value [7 41] :op \"3-9\"}\n";
    private static final String OK =
            "{:index 1 :time 9 :process 3 :type :ok :f :write :value [7 41] :op \"3-9\" :node \"W1\" :epoch 2}\n";

    @TempDir
    Path folder;

    @Test
    void maps_one_a_line_as_the_recorder_writes_them() {
        History history = HistoryReader.read(
                file(
                        INVOKE + OK + "{:index 2 :time 10 :process :observer :type :info :f :role "
                                + ":value {:role :primary} :node \"E1\"}\n{:index 3 :time 11 :process :nemesis :type :info :f :cut :value nil}\n"));

        assertThat(history.operations().get(1))
                .isEqualTo(new Operation(
                        1, 9, 3, Type.OK, "write", List.of(7L, 41L), Map.of("op", "3-9", "node", "W1", "epoch", 2L)));
        assertThat(history.calls()).singleElement().matches(Call::isOk);
        assertThat(history.observed("role")).singleElement().matches(o -> "E1".equals(o.text("node")));
        assertThat(history.nemesis()).singleElement().matches(o -> o.index() == 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{:process 0, :type :invoke, :f :read}\n{:process 0, :type :ok, :f :read, :value 5}",
                "[{:process 0 :type :invoke :f :read :value nil}\n {:process 0 :type :ok :f :read :value 5}]",
                "; a list\n({:process 0 :type :invoke :f :read :value nil}\n ; between\n {:process 0 :type :ok :f :read :value 5}\n)",
                "#jepsen.history.Op{:index 0, :time -1, :type :invoke, :process 0, :f :read, :value nil}\n"
                        + "#jepsen.history.Op{:index 1, :time -1, :type :ok, :process 0, :f :read, :value 5}\n",
                "{:type :invoke,\n :f :read,\n :process 0}\r\n\r\n{:type :ok,\n :f :read,\n :value 5\n :process 0}",
                "{\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}\n\n{\"process\":0,\"type\":\"ok\",\"f\":\"read\",\"value\":5}",
                "INFO  jepsen.util - 0\t:invoke\t:read\tnil\nINFO  jepsen.util - 0\t:ok\t:read\t5\n",
                "2014-05-27 INFO jepsen.core - begin\n2014-05-27 INFO jepsen.util - 0 :invoke :read nil\nx - INFO jepsen.util - 0 :ok :read 5\n"
            })
    void every_form_gives_the_same_history(String text) {
        History history = HistoryReader.read(file(text));

        assertThat(history.operations())
                .containsExactly(
                        new Operation(0, -1, 0, Type.INVOKE, "read", null, Map.of()),
                        new Operation(1, -1, 0, Type.OK, "read", 5L, Map.of()));
    }

    @Test
    void a_log_has_time_outs_for_values_and_lines_that_are_no_operations() {
        HistoryReader.Reading reading = HistoryReader.strict(file("INFO  jepsen.util - 1 :invoke :cas [0 4]\n"
                + "INFO  jepsen.core - something else\nINFO  jepsen.util - 1 :info :cas :timed-out\n"));

        assertThat(reading.history().calls()).singleElement().satisfies(call -> {
            assertThat(call.invocation().value()).isEqualTo(List.of(0L, 4L));
            assertThat(call.completion().orElseThrow().value()).isEqualTo(Keyword.of("timed-out"));
            assertThat(call.isIndeterminate()).isTrue();
        });
        assertThat(reading.notes()).containsExactly("1 lines of the log are no operations");
    }

    @Test
    void a_key_beside_the_value_becomes_part_of_it() {
        History history =
                HistoryReader.read(file("{:process 0, :type :invoke, :f :append, :key \"0\", :value \"x 0 0 y\"}\n"
                        + "{:process 1, :type :invoke, :f :get, :value nil, :key \"7\"}\n"));

        assertThat(history.operations())
                .extracting(Operation::value)
                .containsExactly(List.of("0", "x 0 0 y"), Arrays.asList("7", null));
        assertThat(history.operations()).allMatch(o -> o.attributes().isEmpty());
    }

    @Test
    void processes_that_are_keywords_are_the_nemesis_except_the_observer() {
        History history = HistoryReader.read(file("{:process :nemesis :type :info :f :start}\n"
                + "{:process :clock :type :info :f :bump}\n{:process :observer :type :info :f :role}\n"));

        assertThat(history.operations())
                .extracting(Operation::process)
                .containsExactly(Operation.NEMESIS, Operation.NEMESIS, Operation.OBSERVER);
    }

    static Stream<Arguments> brokenThirdLines() {
        String next = "{:index 3 :process 1 :type :invoke :f :read}\n";
        return Stream.of(
                arguments("{:index 2 :process 1 :type :ok :f :read}", 1, "completes what it has not invoked"),
                arguments("{:index 2 :process 0 :type :invoke :f :read\n" + next, 44, "map is not closed"),
                arguments("{:index 2 :process 0 :type :invoke :f\n" + next, 35, "map is not closed"),
                arguments("{:index 2 :process 0 :type :okay :f :read}", 28, "a type is :invoke, :ok, :fail or :info"),
                arguments("{:index 2 :process -1 :type :ok :f :read}", 20, "a process is an integer"),
                arguments("{:index 2 :process \"0\" :type :info :f :read}", 20, "a process is an integer"),
                arguments("{:index 2 :process \"a\" :type :ok :f :read}", 1, "only an :info line has a name"),
                arguments("{:index 2 :process :nemesis :type :invoke :f :cut}", 1, "only an :info line has a name"),
                arguments("{:index 2 :type :ok :f :read}", 1, "the operation has no :process"),
                arguments("{:index 2 :process 0 :type :ok :f 7}", 35, "an :f is a keyword, not 7"),
                arguments("{:index \"2\" :process 0 :type :ok :f :read}", 9, ":index is an integer"),
                arguments("{:index 1 :process 0 :type :invoke :f :read}", 1, "index 1 follows index 1"),
                arguments("{:index 2 :process 0] :type :ok :f :read}", 21, "unexpected ']'"),
                arguments("index 2 :process 0 :type :ok :f :read}", 1, "an operation's map was expected"),
                arguments("{:index 2 process 0 :type :ok :f :read}", 11, "a key of the operation was expected"),
                arguments("{:index 2 :process :a :type :info :f :a :ö 1 :x #{1 1}}", 49, "the set has 1 twice"),
                arguments("{:index 2 :process 0 :type :info :f :a :x 1 :x 2}", 1, "the key \"x\" is there twice"),
                arguments("{:index 2 :process 0 :process 1 :type :info :f :a}", 31, "has :process twice"),
                arguments("{:index 2 :process 0 :type :info :f}", 36, "the key :f has no value"));
    }

    @ParameterizedTest
    @MethodSource("brokenThirdLines")
    void a_broken_line_is_named_by_file_line_and_column(String line, int column, String problem) {
        Path file = file(INVOKE + OK + line + "\n");

        UserError error = catchThrowableOfType(UserError.class, () -> HistoryReader.lenient(file));

        assertThat(error).hasMessageStartingWith(file + ":3:" + column + ": ").hasMessageContaining(problem);
        assertThat(error.kind()).isEqualTo(UserError.Kind.INPUT);
    }

    @Test
    void an_invocation_while_another_is_open_is_named_by_its_line() {
        Path file = file(INVOKE + "\n; a comment\n" + INVOKE.replace(":index 0", ":index 1"));

        assertThatThrownBy(() -> HistoryReader.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ":4:1: process 3 invokes while its invocation of index 0 is open");
    }

    static Stream<Arguments> formsWithASecondOperation() {
        String map = "{:process 0 :type :invoke :f :read}";
        String json = "{\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}\n";
        return Stream.of(
                arguments("[" + map + "\n " + map.replace("0", "1") + "]", "2:2"),
                arguments("[" + map + " " + map.replace("0", "1") + "]", "1:38"),
                arguments("{:process 0\n :type :invoke\n :f :read}\n{:process 1\n :type :invoke\n :f :read}", "4:1"),
                arguments(
                        "{:index 70 :process 0 :type :invoke :f :read}\n; a comment\n\n{:index 90 :process 1 :type :invoke :f :read}",
                        "4:1"),
                arguments(json + "\n" + json.replace("0", "1"), "3:1"),
                arguments(
                        "INFO jepsen.util - 0 :invoke :read nil\nINFO jepsen.core - begin\nINFO jepsen.util - 1 :invoke :read nil\n",
                        "3:20"));
    }

    @ParameterizedTest
    @MethodSource("formsWithASecondOperation")
    void what_a_checker_says_of_an_operation_is_told_with_its_line(String text, String where) {
        Path file = file(text);
        HistoryReader.Reading reading = HistoryReader.strict(file);
        MalformedHistory misfit =
                new MalformedHistory(reading.history().operations().get(1), "no such thing");

        assertThat(reading.located(misfit, "mend it")).hasMessage(file + ":" + where + ": no such thing; mend it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}\n{\"process\":0,\"type\":\"ok\",\"f\":\"read\"\n{\"process\":1}\n",
                "{\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}\n{\"process\":0,\"type\":\"okay\",\"f\":\"read\"}\n",
                "{\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}\n{\"process\":0,\"type\":\"ok\",\"f\":\"read\",\"a b\":1}\n",
                "INFO jepsen.util - 0 :invoke :read nil\nINFO jepsen.util - 0 :okay :read nil\n",
                "INFO jepsen.util - 0 :invoke :read nil\nINFO jepsen.util - 0 :ok :read nil nil nil\n"
            })
    void a_broken_second_line_of_the_other_forms(String text) {
        Path file = file(text);

        assertThatThrownBy(() -> HistoryReader.lenient(file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ":2:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n \n", "; only a comment\n", "[]", "{\"process\":", "not a history\n", "{:index 0 :ti"})
    void a_file_without_operations_is_no_history(String text) {
        Path file = file(text);

        assertThatThrownBy(() -> HistoryReader.lenient(file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ":1:1: there is no operation in this file");
    }

    @Test
    void no_file_and_a_folder() {
        assertThatThrownBy(() -> HistoryReader.read(folder.resolve("absent.edn")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> HistoryReader.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("folder");
    }

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("history.edn"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
