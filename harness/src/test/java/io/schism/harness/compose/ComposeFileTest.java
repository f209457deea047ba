package io.schism.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.ImageSetup;
import io.schism.harness.cluster.ImageSetup.Health;
import io.schism.harness.cluster.ImageSetup.Memory;
import io.schism.harness.cluster.ImageSetup.Shown;
import io.schism.harness.cluster.ImageSetup.Volume;
import io.schism.harness.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Compose file says becomes what a node is. */
class ComposeFileTest {
    private static final String FILE =
            """
            name: shop
            x-node: &node
              image: myshop/kv:${TAG:-1.4}
              env_file: common.env
              environment: &variables
                LEVEL: info
                TOKEN:
              healthcheck: {test: curl -f localhost:8080/health, interval: 10s, timeout: 2s}
              ports: ["127.0.0.1:18080:8080"]
              networks: [inner]
            services:
              n1:
                <<: *node
                command: serve --peers "n2 n3" --name 'a $$b'
                volumes: ["data:/data", "./conf:/etc/kv:ro", /scratch]
                tmpfs: /run
                user: "1000:1000"
                working_dir: /srv
              n2:
                <<: *node
                entrypoint: [/bin/kv]
                environment:
                  <<: *variables
                  LEVEL: debug
                  EMPTY: ""
                volumes:
                  - {type: volume, source: data2, target: /data}
                  - {type: bind, source: ./conf, target: /etc/kv, read_only: true}
                  - {type: tmpfs, target: /run}
              grafana:
                image: grafana
                privileged: true
            volumes:
              data:
              data2: {}
            networks:
              inner: {driver: bridge}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("compose.yml"), FILE);
        Files.writeString(folder.resolve("common.env"), "# common\nLEVEL=warn\nZONE=\"b 1\"\n");
        Files.writeString(folder.resolve(".env"), "TOKEN=from-dot-env\nTAG=9\n");
    }

    private ComposeFile read(String asked, Map<String, String> environment) {
        return ComposeFile.read(
                Yaml.parse(folder.resolve("mine.yml"), asked).entries().get("compose"), folder, environment);
    }

    private Map<String, ComposeService> nodes() {
        return read("compose: {file: compose.yml, without: [grafana]}", Map.of("TAG", "2.0"))
                .of(List.of("n1", "n2"));
    }

    @Test
    void a_node_is_the_service_of_its_name_with_anchors_merged_and_variables_put_in() {
        assertThat(nodes().get("n1"))
                .isEqualTo(new ComposeService(
                        "myshop/kv:2.0",
                        new ImageSetup(
                                List.of(),
                                List.of("serve", "--peers", "n2 n3", "--name", "a $b"),
                                Map.of("LEVEL", "info", "ZONE", "b 1", "TOKEN", "from-dot-env"),
                                "1000:1000",
                                "/srv",
                                List.of(
                                        new Volume("/data"),
                                        new Shown(folder.resolve("conf").toString(), "/etc/kv"),
                                        new Volume("/scratch"),
                                        new Memory("/run")),
                                Optional.of(new Health(
                                        List.of("CMD-SHELL", "curl -f localhost:8080/health"), Duration.ofSeconds(2)))),
                        Set.of(8080),
                        Set.of("inner")));
    }

    @Test
    void the_long_forms_say_the_same_as_the_short_ones() {
        ImageSetup setup = nodes().get("n2").setup();
        assertThat(setup.entrypoint()).containsExactly("/bin/kv");
        assertThat(setup.variables())
                .containsEntry("LEVEL", "debug")
                .containsEntry("EMPTY", "")
                .containsEntry("TOKEN", "from-dot-env");
        assertThat(setup.mounts())
                .containsExactly(
                        new Volume("/data"),
                        new Shown(folder.resolve("conf").toString(), "/etc/kv"),
                        new Memory("/run"));
    }

    @Test
    void the_port_is_the_one_inside() {
        assertThat(read("compose: {file: compose.yml, without: [grafana]}", Map.of())
                        .port())
                .hasValue(8080);
    }

    @Test
    void one_service_can_be_every_node() {
        assertThat(read("compose: {file: compose.yml, service: n1, without: [n2, grafana]}", Map.of())
                        .of(List.of("a", "b")))
                .containsOnlyKeys("a", "b")
                .allSatisfy((node, service) -> assertThat(service.image()).isEqualTo("myshop/kv:9"));
    }

    @Test
    void what_is_left_out_by_name_is_left_out() {
        assertThat(read("compose: {file: compose.yml, ignore: [privileged, ports, networks]}", Map.of())
                        .port())
                .isEmpty();
    }

    @Test
    void what_a_run_keeps_of_it_is_read_back_without_the_file_and_its_variables() throws IOException {
        ComposeFile file = read("compose: {file: compose.yml, without: [grafana]}", Map.of());
        String written = new org.yaml.snakeyaml.Yaml().dump(Map.of("compose", file.written()));
        for (String gone : List.of("compose.yml", "common.env", ".env")) {
            Files.delete(folder.resolve(gone));
        }
        Map<String, ComposeService> nodes = read(written, Map.of()).of(List.of("n1", "n2"));
        assertThat(nodes.keySet()).containsExactly("n1", "n2");
        nodes.forEach((name, service) -> {
            ComposeService before = file.of(List.of("n1", "n2")).get(name);
            assertThat(service.image()).isEqualTo(before.image());
            assertThat(service.setup().arguments()).isEqualTo(before.setup().arguments());
            assertThat(service.setup().variables()).isEqualTo(before.setup().variables());
            assertThat(service.setup().health()).isEqualTo(before.setup().health());
            assertThat(service.setup().mounts())
                    .containsExactlyInAnyOrderElementsOf(before.setup().mounts());
            assertThat(service.ports()).isEqualTo(before.ports());
        });
    }
}
