package io.schism.workloads.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.histories.error.UserError;
import io.schism.workloads.coordination.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest {
    private static final String GOOD =
            """
            {"node": "E1", "region": "E", "listen": "127.0.0.1:7001", "probe": null, "data": "data",
             "nodes": [{"node": "W1", "region": "W", "promotable": true, "address": "127.0.0.1:4001"}],
             "zookeeper": ["127.0.0.1:5001"], "sessionTimeoutMillis": 6000, "scale": 1.0, "initialPrimary": "E1",
             "policy": {"replication": "COPIES", "copies": 1, "fallback": false, "copiesCount": "OUTSIDE_REGION",
               "visibility": "CONFIRMED", "whenSuspended": "STOP", "fencing": "EPOCH", "promotion": "MOST_CAUGHT_UP",
               "reads": "PRIMARY", "rejoin": "TRUNCATE_ASIDE"}}
            """;

    @TempDir
    private Path folder;

    private NodeConfig read(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("node.json"), json);
        return Json.configuration(file, NodeConfig.class);
    }

    @Test
    @DisplayName("a configuration as the harness writes it is read")
    void isRead() throws IOException {
        NodeConfig config = read(GOOD);
        assertThat(config.policy()).isEqualTo(Policies.SAFE);
        assertThat(config.nodes()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} -> {1}: one line that names file and line")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"node\": \"E1\", | ''",
                "\"region\": \"E\" | \"regoin\": \"E\"",
                "STOP | PAUSE",
                "127.0.0.1:4001 | 127.0.0.1",
                "1.0 | -1.0",
                "6000 | \"soon\"",
                "} | ''"
            })
    void mistakesAreNamed(String good, String bad) {
        assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
                .isInstanceOf(UserError.class)
                .message()
                .contains("node.json:")
                .doesNotContain("\n");
    }
}
