package io.schism.harness.client;

import io.schism.harness.yaml.YamlValue;
import io.schism.workloads.client.Client;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The protocol of Redis. */
final class RedisKind implements ClientKind {
    private static final List<Template> READ = templates("GET", "{key}");
    private static final List<Template> WRITE = templates("SET", "{key}", "{value}");
    /** Compares and sets on the server, where a script runs alone. */
    private static final List<Template> CAS = templates(
            "EVAL",
            "if (redis.call('GET', KEYS[1]) or '') == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2]) return 1 else"
                    + " return 0 end",
            "1",
            "{key}",
            "{old}",
            "{value}");

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String description() {
        return "the protocol of Redis: GET, SET and a script that compares and sets, or commands of your own";
    }

    @Override
    public String example() {
        return """
                redis:
                  # These are the defaults; a command that answers nil or 0 to a write or cas is fail, as an error is.
                  read: [GET, "{key}"]
                  write: [SET, "{key}", "{value}"]
                  # cas: none
                  # password: secret
                """;
    }

    @Override
    public ClientForm read(YamlValue value, Path folder) {
        Map<String, YamlValue> keys = value.isMap() ? value.map("read", "write", "cas", "password") : Map.of();
        YamlValue cas = keys.get("cas");
        boolean none = cas != null && !cas.isList() && cas.text().equals("none");
        YamlValue password = keys.get("password");
        return new RedisForm(
                command(keys.get("read"), READ, Template.READ, List.of("key")),
                command(keys.get("write"), WRITE, Template.WRITE, List.of("key", "value")),
                none ? List.of() : command(cas, CAS, Template.CAS, List.of("key", "old", "value")),
                password == null ? null : password.text());
    }

    private static List<Template> templates(String... words) {
        return List.of(words).stream().map(Template::new).toList();
    }

    private static List<Template> command(
            @Nullable YamlValue value, List<Template> otherwise, List<String> known, List<String> needed) {
        if (value == null) {
            return otherwise;
        }
        List<Template> words =
                value.list().stream().map(word -> Template.read(word, known)).toList();
        for (String name : needed) {
            if (words.stream().noneMatch(word -> word.text().contains("{" + name + "}"))) {
                throw value.wrong("does not say {" + name + "}", "put {" + name + "} where the " + name + " belongs");
            }
        }
        return words;
    }

    /**
     * Commands, word by word.
     *
     * @param cas empty where there is none
     */
    record RedisForm(List<Template> read, List<Template> write, List<Template> cas, @Nullable String password)
            implements ClientForm {
        @Override
        public boolean comparesAndSets() {
            return !cas.isEmpty();
        }

        @Override
        public boolean tellsEpochs() {
            return false;
        }

        @Override
        public Client open(ClientPlace place) {
            return new RedisClient(this, place);
        }
    }
}
