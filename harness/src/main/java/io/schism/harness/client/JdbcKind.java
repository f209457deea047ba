package io.schism.harness.client;

import io.schism.harness.yaml.YamlValue;
import io.schism.workloads.client.Client;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements of SQL from templates. */
final class JdbcKind implements ClientKind {
    private static final List<String> PLACES = List.of("node", "host", "port");

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public String description() {
        return "statements of SQL from templates, each a transaction; drivers by `driver`, PostgreSQL's is there";
    }

    @Override
    public String example() {
        return """
                jdbc:
                  url: "jdbc:postgresql://{host}:{port}/postgres"
                  user: postgres
                  password: secret
                  # driver: lib/mariadb-java-client.jar
                  # Executed once, by one client, before the load.
                  setup:
                    - "CREATE TABLE IF NOT EXISTS kv (k bigint PRIMARY KEY, v bigint)"
                  # One column of one row; no row means that there is no such key.
                  read: "SELECT v FROM kv WHERE k = {key}"
                  # A write or cas that changes no row is fail.
                  write: "INSERT INTO kv VALUES ({key}, {value}) ON CONFLICT (k) DO UPDATE SET v = {value}"
                  # {old} is NULL where the key is expected to be absent.
                  # cas: "UPDATE kv SET v = {value} WHERE k = {key} AND v = {old}"
                  # The column that tells under which epoch (term, timeline) an answer was given, in rows that read, write
                  # (`... RETURNING generation`) and cas all return: then DUAL can judge.
                  # epoch: {column: generation}
                """;
    }

    @Override
    public ClientForm read(YamlValue value, Path folder) {
        Map<String, YamlValue> keys =
                value.map("url", "user", "password", "driver", "setup", "read", "write", "cas", "epoch");
        YamlValue url = value.required(keys, "url");
        Template.read(url, PLACES, List.of("host", "port"));
        if (!url.text().startsWith("jdbc:")) {
            throw url.wrong("is no URL of JDBC: " + url.text(), "write jdbc:postgresql://{host}:{port}/NAME");
        }
        Map<String, String> properties = new LinkedHashMap<>();
        for (String name : List.of("user", "password")) {
            if (keys.containsKey(name)) {
                properties.put(name, keys.get(name).text());
            }
        }
        YamlValue cas = keys.get("cas");
        Path driver =
                keys.containsKey("driver") ? folder.resolve(keys.get("driver").text()) : null;
        return new JdbcForm(
                new JdbcAccess(url.text(), properties, driver),
                keys.containsKey("setup") ? keys.get("setup").texts() : List.of(),
                Template.read(value.required(keys, "read"), Template.READ, List.of("key")),
                Template.read(value.required(keys, "write"), Template.WRITE, List.of("key", "value")),
                cas == null ? null : Template.read(cas, Template.CAS, List.of("key", "old", "value")),
                keys.containsKey("epoch") ? column(keys.get("epoch")) : null);
    }

    /** {@code {column: NAME}}. */
    static String column(YamlValue value) {
        return value.required(value.map("column"), "column").text();
    }

    /**
     * Statements, and where they go.
     *
     * @param setup executed once, before the load
     * @param cas null where there is none
     * @param epoch the column of every answer that tells its epoch; null where none does
     */
    record JdbcForm(
            JdbcAccess access,
            List<String> setup,
            Template read,
            Template write,
            @Nullable Template cas,
            @Nullable String epoch)
            implements ClientForm {
        @Override
        public boolean comparesAndSets() {
            return cas != null;
        }

        @Override
        public boolean tellsEpochs() {
            return epoch != null;
        }

        @Override
        public Client open(ClientPlace place) {
            return new JdbcClient(this, place);
        }
    }
}
