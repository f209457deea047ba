package io.schism.harness.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schism.harness.status.NodeStatus;
import io.schism.harness.yaml.Yaml;
import io.schism.harness.yaml.YamlValue;
import io.schism.histories.error.UserError;
import io.schism.workloads.client.Client;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nodes are asked by SQL, against a database in memory. */
class NodeQuestionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final InetSocketAddress NODE = new InetSocketAddress("127.0.0.1", 5432);
    /** Nobody listens there. */
    private static final InetSocketAddress GONE = new InetSocketAddress("127.0.0.1", 1);

    private static ClientForm jdbc(String url) {
        String form =
                """
                url: "%s"
                user: sa
                setup: ["CREATE TABLE IF NOT EXISTS ops (op varchar)", "INSERT INTO ops VALUES ('1-1'), ('1-2')"]
                read: "SELECT {key}"
                write: "SELECT {key}, {value}"
                """;
        return new JdbcKind().read(yaml(form.formatted(url)), Path.of("."));
    }

    private static ClientForm inMemory(String name) {
        return jdbc("jdbc:h2:mem:{host}-{port}-" + name + ";DB_CLOSE_DELAY=-1");
    }

    private static YamlValue yaml(String text) {
        return Yaml.parse(Path.of("form.yml"), text);
    }

    @Test
    void a_primary_answers_true_and_tells_its_epoch() {
        RoleQuestion primary =
                NodeQuestions.role(yaml("{sql: \"SELECT TRUE, 7 AS term\", epoch: {column: term}}"), inMemory("role"));
        assertThat(primary.tellsEpochs()).isTrue();
        assertThat(primary.ask(NODE, LIMIT)).contains(NodeStatus.of("primary", 7));
        assertThat(primary.ask(NODE, LIMIT)).contains(NodeStatus.of("primary", 7));
        RoleQuestion replica = NodeQuestions.role(yaml("{sql: \"SELECT FALSE\"}"), inMemory("role"));
        assertThat(replica.ask(NODE, LIMIT)).contains(NodeStatus.of("replica", 0));
    }

    @Test
    void a_node_that_refuses_or_answers_with_an_error_has_not_answered() {
        RoleQuestion broken = NodeQuestions.role(yaml("{sql: SELECT nonsense}"), inMemory("broken"));
        assertThat(broken.ask(NODE, LIMIT)).isEmpty();
        RoleQuestion gone =
                NodeQuestions.role(yaml("{sql: SELECT TRUE}"), jdbc("jdbc:postgresql://{host}:{port}/postgres"));
        assertThat(gone.ask(GONE, LIMIT)).isEmpty();
    }

    @Test
    void a_node_is_ready_that_answers_true() {
        Path file = Path.of("form.yml");
        ClientForm client = inMemory("ready");
        assertThat(NodeQuestions.ready(Yaml.parse(file, "SELECT 2 > 1"), client).holds(NODE, LIMIT))
                .isTrue();
        assertThat(NodeQuestions.ready(Yaml.parse(file, "SELECT 1 > 2"), client).holds(NODE, LIMIT))
                .isFalse();
        assertThat(NodeQuestions.ready(Yaml.parse(file, "SELECT TRUE WHERE FALSE"), client)
                        .holds(NODE, LIMIT))
                .isFalse();
    }

    @Test
    void a_node_tells_the_operations_that_it_holds() {
        ClientForm form = inMemory("log");
        try (Client client = form.open(Places.at(NODE.getPort(), Path.of(".")))) {
            client.prepare();
        }
        LogQuestion log = NodeQuestions.log(yaml("{sql: SELECT op FROM ops ORDER BY op DESC}"), form);
        assertThat(log.ask(NODE, LIMIT)).contains(List.of("1-2", "1-1"));
    }

    @Test
    void without_a_client_that_speaks_sql_it_is_a_mistake_with_its_line() {
        ClientForm redis = new RedisKind().read(yaml("{}"), Path.of("."));
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> NodeQuestions.log(yaml("\nsql: SELECT op FROM ops"), redis))
                .withMessageContaining("form.yml:2")
                .withMessageContaining("use a `jdbc` client");
    }
}
