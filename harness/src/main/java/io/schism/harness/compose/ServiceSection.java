package io.schism.harness.compose;

import io.schism.harness.cluster.ImageSetup;
import io.schism.harness.cluster.ImageSetup.Health;
import io.schism.harness.cluster.ImageSetup.Mount;
import io.schism.harness.yaml.Durations;
import io.schism.harness.yaml.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one service of a Compose file. */
final class ServiceSection {
    private static final String[] KEYS = {
        "image",
        "build",
        "entrypoint",
        "command",
        "environment",
        "env_file",
        "user",
        "working_dir",
        "volumes",
        "tmpfs",
        "ports",
        "expose",
        "healthcheck",
        "networks",
        "hostname",
        "container_name"
    };
    private static final Pattern PORT = Pattern.compile("(?:(?:[0-9.]+:)?[0-9]*:)?([0-9]{1,5})(?:/tcp)?");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ComposeValues values;
    private final ComposeMounts mounts;
    private final Path folder;
    private final Map<String, String> environment;

    /** @param environment what a variable without a value is taken from */
    ServiceSection(ComposeValues values, ComposeMounts mounts, Path folder, Map<String, String> environment) {
        this.values = values;
        this.mounts = mounts;
        this.folder = folder;
        this.environment = environment;
    }

    ComposeService read(String name, YamlValue where) {
        Map<String, YamlValue> keys = values.map(where, KEYS);
        for (String key : List.of("hostname", "container_name")) {
            YamlValue value = keys.get(key);
            if (value != null && !values.text(value).equals(name)) {
                throw value.wrong("is not " + name, "a node is reached by the name of its service: remove it");
            }
        }
        List<Mount> all = new ArrayList<>();
        if (keys.containsKey("volumes")) {
            all.addAll(mounts.volumes(keys.get("volumes")));
        }
        if (keys.containsKey("tmpfs")) {
            all.addAll(mounts.memory(keys.get("tmpfs")));
        }
        ImageSetup setup = new ImageSetup(
                words(keys.get("entrypoint")),
                words(keys.get("command")),
                variables(keys),
                text(keys.get("user")),
                text(keys.get("working_dir")),
                List.copyOf(all),
                keys.containsKey("healthcheck") ? health(keys.get("healthcheck")) : Optional.empty());
        return new ComposeService(image(where, keys), setup, ports(keys), networks(keys.get("networks")));
    }

    private String image(YamlValue where, Map<String, YamlValue> keys) {
        if (!keys.containsKey("image")) {
            throw where.wrong(
                    keys.containsKey("build") ? "is to be built, and has no `image`" : "has no `image`",
                    "add `image: NAME`" + (keys.containsKey("build") ? ", and run `docker compose build` before" : ""));
        }
        return values.word(keys.get("image"));
    }

    private String text(@Nullable YamlValue value) {
        return value == null ? "" : values.word(value);
    }

    private List<String> words(@Nullable YamlValue value) {
        if (value == null) {
            return List.of();
        }
        List<String> words = value.isList() ? values.texts(value) : ShellWords.split(value, values.text(value));
        if (words.isEmpty()) {
            throw value.wrong("is empty", "remove it to leave the image as it is");
        }
        return words;
    }

    private Map<String, String> variables(Map<String, YamlValue> keys) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (keys.containsKey("env_file")) {
            YamlValue files = keys.get("env_file");
            for (YamlValue file : files.isList() ? files.list() : List.of(files)) {
                variables.putAll(EnvFile.read(file(file)));
            }
        }
        if (keys.containsKey("environment")) {
            YamlValue value = keys.get("environment");
            if (value.isList()) {
                value.list().forEach(item -> variable(item, values.text(item), variables));
            } else {
                values.entries(value).forEach((name, text) -> {
                    if (text.isNull()) {
                        variable(text, name, variables);
                    } else {
                        variables.put(name, values.text(text));
                    }
                });
            }
        }
        return variables;
    }

    /** {@code NAME=value}, or {@code NAME} for what it is on this machine. */
    private void variable(YamlValue where, String text, Map<String, String> variables) {
        int equals = text.indexOf('=');
        if (equals > 0) {
            variables.put(text.substring(0, equals), text.substring(equals + 1));
            return;
        }
        String here = environment.get(text);
        if (here == null) {
            throw where.wrong(
                    "takes " + text + " from this machine, where it is not set", "set it, or give it a value");
        }
        variables.put(text, here);
    }

    private Path file(YamlValue value) {
        Path file = folder.resolve(values.word(value));
        if (!Files.isRegularFile(file)) {
            throw value.wrong("names no file: " + file, "put it there, or name another");
        }
        return file;
    }

    private Set<String> networks(@Nullable YamlValue value) {
        if (value == null) {
            return Set.of("default");
        }
        if (value.isList()) {
            return new TreeSet<>(values.texts(value));
        }
        Map<String, YamlValue> networks = values.entries(value);
        networks.forEach((name, more) -> {
            if (!more.isNull()) {
                throw more.wrong("says more than a name", "remove what it says: the harness gives addresses");
            }
        });
        return new TreeSet<>(networks.keySet());
    }

    private Set<Integer> ports(Map<String, YamlValue> keys) {
        Set<Integer> ports = new TreeSet<>();
        for (String key : List.of("ports", "expose")) {
            YamlValue list = keys.get(key);
            if (list != null) {
                list.list().forEach(item -> ports.add(port(item)));
            }
        }
        return ports;
    }

    /** The one inside: where it is published on this machine is the harness's business. */
    private int port(YamlValue item) {
        if (item.isMap()) {
            Map<String, YamlValue> keys =
                    values.map(item, "name", "target", "published", "host_ip", "protocol", "app_protocol", "mode");
            if (keys.containsKey("protocol")
                    && !values.text(keys.get("protocol")).equals("tcp")) {
                throw item.wrong("is not of TCP", "remove it: clients speak TCP");
            }
            return item.required(keys, "target").integer(1, 65_535);
        }
        String text = values.text(item);
        Matcher port = PORT.matcher(text);
        if (!port.matches() || Integer.parseInt(port.group(1)) > 65_535) {
            throw item.wrong("is no TCP port: " + text, "write \"8080\" or \"18080:8080\", one a line");
        }
        return Integer.parseInt(port.group(1));
    }

    /** Intervals and retries are the harness's own: it asks every second, as long as it has patience. */
    private Optional<Health> health(YamlValue value) {
        Map<String, YamlValue> keys = values.map(
                value, "test", "timeout", "interval", "retries", "start_period", "start_interval", "disable");
        if (keys.containsKey("disable") && keys.get("disable").truth()) {
            return Optional.empty();
        }
        YamlValue test = value.required(keys, "test");
        List<String> words = test.isList() ? values.texts(test) : List.of("CMD-SHELL", values.word(test));
        if (words.equals(List.of("NONE"))) {
            return Optional.empty();
        }
        if (words.size() < 2 || !(words.get(0).equals("CMD") || words.get(0).equals("CMD-SHELL"))) {
            throw test.wrong("is no health check", "write [CMD, program, ...] or [CMD-SHELL, \"...\"]");
        }
        return Optional.of(new Health(words, keys.containsKey("timeout") ? limit(keys.get("timeout")) : LIMIT));
    }

    private Duration limit(YamlValue value) {
        return Durations.parse(values.text(value))
                .filter(limit -> !limit.isZero())
                .orElseThrow(() -> value.wrong("must be a time", "write 500ms, 5s or 1m"));
    }
}
