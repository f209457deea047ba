package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.history.Operation;
import io.schism.histories.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each object's history alone, for engines that know no keys. */
class KeyByKeyTest {
    private static final Linearizability REGISTER = Linearizability.of(Models.named("register"));

    @TempDir
    Path folder;

    private History history(String lines) throws IOException {
        return HistoryReader.read(Files.writeString(folder.resolve("history.edn"), lines));
    }

    @Test
    void each_key_gets_its_own_calls_with_their_indices_and_without_the_key() throws IOException {
        History history = history(
                """
                {:process 0 :type :invoke :f :write :value ["a" 1]}
                {:process 1 :type :invoke :f :write :value ["b" 2]}
                {:process :nemesis :type :info :f :cut :value {:state :in-force}}
                {:process 0 :type :info :f :write :value :timed-out}
                {:process 1 :type :ok :f :write :value ["b" 2]}
                {:process 2 :type :invoke :f :read :value ["a" nil]}
                {:process 2 :type :ok :f :read :value ["a" 1]}
                {:process 2 :type :invoke :f :read :value ["a" nil] :linearizable false}
                {:process 2 :type :ok :f :read :value ["a" 7]}
                """);
        Map<String, History> objects = REGISTER.objects(history);
        assertThat(objects.keySet()).containsExactly("\"a\"", "\"b\"");
        assertThat(objects.get("\"a\"").operations())
                .extracting(Operation::index)
                .containsExactly(0L, 3L, 5L, 6L);
        assertThat(objects.get("\"a\"").operations())
                .extracting(Operation::value)
                .containsExactly(1L, null, null, 1L);
        assertThat(REGISTER.keyed(false).decide(objects.get("\"a\""))).isEqualTo(REGISTER.decide(history));
    }

    @Test
    void a_history_without_keys_is_one_object() throws IOException {
        History history = history("{:process 0 :type :invoke :f :write :value 1}");
        assertThat(REGISTER.objects(history).keySet()).containsExactly("");
    }

    @Test
    void a_shape_that_the_model_does_not_know_is_told_as_ever() throws IOException {
        History history = history("{:process 0 :type :invoke :f :dance :value 1}");
        assertThatThrownBy(() -> REGISTER.objects(history)).isInstanceOf(History.MalformedHistory.class);
    }
}
