package io.schism.harness.service;

import io.schism.harness.client.Ask;
import io.schism.harness.client.ClientForm;
import io.schism.harness.client.ClientKind;
import io.schism.harness.client.ClientKinds;
import io.schism.harness.client.LogQuestion;
import io.schism.harness.client.NodeQuestions;
import io.schism.harness.client.RoleQuestion;
import io.schism.harness.cluster.Launch;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Topology;
import io.schism.harness.compose.ComposeFile;
import io.schism.harness.compose.ComposeService;
import io.schism.harness.yaml.YamlValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code service} of a scenario, its keys merged over all variants that it extends. */
public final class ServiceReader {
    /** The keys of the section. */
    public static final String[] KEYS = {
        "command",
        "image",
        "compose",
        "arguments",
        "env",
        "folder",
        "zookeeper",
        "port",
        "ready",
        "role",
        "log",
        "client"
    };

    private static final String READY = "{http: /health}, {sql: QUERY}, {log: PATTERN} or {command: [...]}";

    private final YamlValue where;
    private final Map<String, YamlValue> keys;
    private @Nullable ComposeFile compose;

    /** @param where what stands for the section in errors of missing keys */
    public ServiceReader(YamlValue where, Map<String, YamlValue> keys) {
        this.where = where;
        this.keys = keys;
    }

    /** Whether it wants our ZooKeeper ensemble. */
    public boolean wantsEnsemble() {
        YamlValue value = keys.get("zookeeper");
        if (value == null || value.text().equals("none")) {
            return false;
        }
        if (!value.text().equals("ensemble")) {
            throw value.wrong("cannot be " + value.text(), "choose one of none, ensemble");
        }
        return true;
    }

    /** What it listens on inside a container. */
    public int port() {
        YamlValue value = keys.get("port");
        if (value != null) {
            return value.integer(1, 65_535);
        }
        return compose().map(ComposeFile::port).orElse(OptionalInt.empty()).orElse(Port.HTTP.number());
    }

    private Optional<ComposeFile> compose() {
        if (compose == null && keys.containsKey("compose")) {
            compose = ComposeFile.read(keys.get("compose"), folder(), System.getenv());
        }
        return Optional.ofNullable(compose);
    }

    /** The service, for the nodes of a topology. */
    public UserService read(Topology topology) {
        Path folder = folder();
        YamlValue client = where.required(keys, "client");
        ClientForm form = form(client, kind(client), folder);
        RoleQuestion role = keys.containsKey("role") ? NodeQuestions.role(keys.get("role"), form) : null;
        Launch.Foreign program = program(topology, folder);
        Map<String, ComposeService> composed =
                compose().map(file -> file.of(nodes(topology))).orElse(Map.of());
        boolean healthy =
                composed.values().stream().anyMatch(own -> own.setup().health().isPresent());
        return new UserService(
                program,
                composed,
                wantsEnsemble(),
                healthy && !keys.containsKey("ready")
                        ? new Readiness.ByHealth()
                        : ready(keys.get("ready"), folder, form),
                role,
                keys.containsKey("log") ? log(keys.get("log"), role, form) : null,
                ask(client, role),
                form,
                written(folder));
    }

    private static List<String> nodes(Topology topology) {
        return topology.members(Member.Kind.SERVICE).stream().map(Member::name).toList();
    }

    private Path folder() {
        Path here =
                Optional.ofNullable(where.file().toAbsolutePath().getParent()).orElse(Path.of("/"));
        YamlValue value = keys.get("folder");
        return value == null ? here : here.resolve(value.text()).normalize();
    }

    private Launch.Foreign program(Topology topology, Path folder) {
        if (keys.containsKey("image") && keys.containsKey("compose")) {
            throw keys.get("image").wrong("stands beside `compose`, which names images", "remove one of them");
        }
        boolean image = keys.containsKey("image") || keys.containsKey("compose");
        if (!keys.containsKey("command") && !image) {
            throw where.wrong(
                    "has a service and does not say how to start it",
                    "add `command: [python3, server.py, ...]` for loopback, `image: NAME` or `compose: FILE` for docker");
        }
        YamlValue arguments = keys.get("arguments");
        if (arguments != null && !image) {
            throw arguments.wrong("belongs to an `image`, and there is none", "put them into `command`");
        }
        return new Launch.Foreign(
                words(keys.get("command"), topology, "write the program and its arguments, as in [python3, server.py]"),
                keys.containsKey("image") ? keys.get("image").text() : "",
                words(arguments, topology, "leave it out to start the image as it is"),
                variables(keys.get("env"), topology),
                folder);
    }

    private static List<String> words(@Nullable YamlValue value, Topology topology, String remedy) {
        if (value == null) {
            return List.of();
        }
        List<String> words = value.list().stream().map(ServiceReader::word).toList();
        if (words.isEmpty()) {
            throw value.wrong("is empty", remedy);
        }
        words.forEach(word -> Placeholders.check(value, word, topology));
        return words;
    }

    /** An argument, which may be empty where it is quoted. */
    private static String word(YamlValue item) {
        return item.isText() && !item.isNull() ? String.valueOf(item.plain()) : item.text();
    }

    private static Map<String, String> variables(@Nullable YamlValue value, Topology topology) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (value != null) {
            value.entries().forEach((name, text) -> {
                Placeholders.check(text, text.text(), topology);
                variables.put(name, text.text());
            });
        }
        return variables;
    }

    private static LogQuestion log(YamlValue value, @Nullable RoleQuestion role, ClientForm client) {
        if (role == null) {
            throw value.wrong(
                    "is that of whoever is primary in the end, and nobody can be asked who that is",
                    "add `role` to the service");
        }
        return NodeQuestions.log(value, client);
    }

    private static Readiness ready(@Nullable YamlValue value, Path folder, ClientForm client) {
        if (value == null) {
            return new Readiness.OverTcp();
        }
        if (!value.isMap()) {
            if (!value.text().equals("tcp")) {
                throw value.wrong("cannot be " + value.text(), "write tcp, " + READY);
            }
            return new Readiness.OverTcp();
        }
        Map<String, YamlValue> keys = value.map("http", "sql", "log", "command");
        if (keys.size() != 1) {
            throw value.wrong("must say one thing", "write " + READY);
        }
        if (keys.containsKey("http")) {
            YamlValue path = keys.get("http");
            if (!path.text().startsWith("/")) {
                throw path.wrong("is no path: " + path.text(), "start it with /, as in /health");
            }
            return new Readiness.OverHttp(path.text());
        }
        if (keys.containsKey("sql")) {
            return new Readiness.OverSql(NodeQuestions.ready(keys.get("sql"), client));
        }
        return keys.containsKey("log")
                ? new Readiness.InLog(pattern(keys.get("log")))
                : new Readiness.ByCommand(value.required(keys, "command").texts(), folder);
    }

    private static Pattern pattern(YamlValue value) {
        try {
            return Pattern.compile(value.text());
        } catch (PatternSyntaxException e) {
            throw value.wrong("is no regular expression: " + e.getDescription(), "write a part of the line itself");
        }
    }

    private static String kind(YamlValue client) {
        String[] known =
                Stream.concat(Stream.of("ask"), ClientKinds.names().stream()).toArray(String[]::new);
        List<String> kinds = client.map(known).keySet().stream()
                .filter(key -> !key.equals("ask"))
                .toList();
        if (kinds.size() != 1) {
            throw client.wrong(
                    kinds.isEmpty() ? "names no protocol" : "names " + kinds.size() + " protocols",
                    "choose one of " + String.join(", ", ClientKinds.names()));
        }
        return kinds.get(0);
    }

    private static Ask ask(YamlValue client, @Nullable RoleQuestion role) {
        YamlValue value = client.entries().get("ask");
        Ask ask = value == null ? Ask.REGION : value.oneOf(Ask.class);
        if (value != null && ask == Ask.PRIMARY && role == null) {
            throw value.wrong(
                    "is primary, and nobody can be asked who that is",
                    "add `role: {http: /role, primary-when: {json: role, equals: primary}}` to the service");
        }
        return ask;
    }

    private static ClientForm form(YamlValue client, String name, Path folder) {
        ClientKind kind = ClientKinds.named(name).orElseThrow();
        return kind.read(client.required(client.entries(), name), folder);
    }

    private Map<String, Object> written(Path folder) {
        Map<String, Object> written = new LinkedHashMap<>();
        keys.forEach((key, value) -> written.put(key, value.plain()));
        compose().ifPresent(file -> written.put("compose", file.written()));
        written.put("folder", folder.toString());
        return written;
    }
}
