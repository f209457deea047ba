package io.schism.harness.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schism.harness.yaml.Yaml;
import io.schism.histories.error.UserError;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the JDBC client makes of statements and errors, against a database in memory. */
class JdbcClientTest {
    private static final String FORM =
            """
            url: "%s"
            user: sa
            setup: ["CREATE TABLE IF NOT EXISTS kv (k bigint PRIMARY KEY, v bigint)"]
            read: "SELECT v FROM kv WHERE k = {key}"
            write: "MERGE INTO kv VALUES ({key}, {value})"
            cas: "UPDATE kv SET v = {value} WHERE k = {key} AND v = {old}"
            """;

    private Client client;

    @BeforeEach
    void open() {
        client = open("jdbc:h2:mem:{host}-{port};DB_CLOSE_DELAY=-1;MODE=PostgreSQL", 5432);
        client.prepare();
    }

    private static Client open(String url, int port) {
        return new JdbcKind()
                .read(Yaml.parse(Path.of("form.yml"), FORM.formatted(url)), Path.of("."))
                .open(Places.at(port, Path.of(".")));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static Outcome seen(Long value) {
        return new Outcome.Ok(value, "n1", Outcome.Ok.UNTOLD, Outcome.Ok.UNTOLD);
    }

    @Test
    void what_is_written_is_read() {
        assertThat(client.perform("1-1", new Request.Read(7, true))).isEqualTo(seen(null));
        assertThat(client.perform("1-2", new Request.Write(7, 42))).isEqualTo(seen(null));
        assertThat(client.perform("1-3", new Request.Read(7, true))).isEqualTo(seen(42L));
    }

    @Test
    void a_cas_that_changes_no_row_is_fail() {
        client.perform("1-1", new Request.Write(8, 1));
        assertThat(client.perform("1-2", new Request.Cas(8, 1L, 2))).isEqualTo(seen(null));
        assertThat(client.perform("1-3", new Request.Cas(8, 1L, 3))).isEqualTo(new Outcome.Fail("no row changed"));
        assertThat(client.perform("1-4", new Request.Cas(8, null, 3))).isInstanceOf(Outcome.Fail.class);
        assertThat(client.perform("1-5", new Request.Read(8, true))).isEqualTo(seen(2L));
    }

    @Test
    void an_error_that_the_database_answers_is_fail() {
        try (Client wrong = open("jdbc:h2:mem:{host}-{port}-empty", 5432)) {
            assertThat(wrong.perform("1-1", new Request.Write(7, 42))).isInstanceOf(Outcome.Fail.class);
        }
    }

    @Test
    void postgresql_refused_is_fail_and_silence_is_indeterminate() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Client unheard = open("jdbc:postgresql://{host}:{port}/postgres", silent.getLocalPort())) {
            assertThat(unheard.perform("1-1", new Request.Write(7, 42))).isInstanceOf(Outcome.Indeterminate.class);
            silent.close();
            assertThat(unheard.perform("1-2", new Request.Write(7, 42))).isEqualTo(new Outcome.Fail("refused"));
        }
    }

    @Test
    void the_epoch_stands_in_a_column_of_every_answer_even_of_a_write_that_returns_rows() {
        String form =
                """
                url: "jdbc:h2:mem:{host}-{port}-epochs;DB_CLOSE_DELAY=-1"
                user: sa
                setup: ["CREATE TABLE IF NOT EXISTS kv (k bigint PRIMARY KEY, v bigint)"]
                read: "SELECT (SELECT v FROM kv WHERE k = {key}) AS v, 7 AS term"
                write: "SELECT k, 8 AS term FROM FINAL TABLE (MERGE INTO kv VALUES ({key}, {value}))"
                cas: "SELECT k, 9 AS term FROM FINAL TABLE (UPDATE kv SET v = {value} WHERE k = {key} AND v = {old})"
                epoch: {column: term}
                """;
        ClientForm told = new JdbcKind().read(Yaml.parse(Path.of("form.yml"), form), Path.of("."));
        assertThat(told.tellsEpochs()).isTrue();
        try (Client epochs = told.open(Places.at(5432, Path.of(".")))) {
            epochs.prepare();
            assertThat(epochs.perform("1-1", new Request.Read(7, true))).isEqualTo(under(7, null));
            assertThat(epochs.perform("1-2", new Request.Write(7, 42))).isEqualTo(under(8, null));
            assertThat(epochs.perform("1-3", new Request.Read(7, true))).isEqualTo(under(7, 42L));
            assertThat(epochs.perform("1-4", new Request.Cas(7, 42L, 43))).isEqualTo(under(9, null));
            assertThat(epochs.perform("1-5", new Request.Cas(7, 42L, 44)))
                    .isEqualTo(new Outcome.Fail("no row changed"));
        }
    }

    private static Outcome under(long epoch, Long value) {
        return new Outcome.Ok(value, "n1", epoch, Outcome.Ok.UNTOLD);
    }

    @Test
    void a_url_without_a_driver_is_told() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> open("jdbc:abacus://{host}:{port}/x", 1))
                .withMessageContaining("driver: lib/DRIVER.jar");
    }
}
