package io.schism.harness.compose;

import io.schism.harness.yaml.Yaml;
import io.schism.harness.yaml.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The services of a Compose file as nodes: each node is the service of its name, or all are alike. Nothing in it is passed over in
 * silence: what cannot be kept is refused with its line, and the user may leave it out by name.
 */
public final class ComposeFile {
    private static final String[] KEYS = {"services", "version", "name", "volumes", "networks"};
    private static final String ENV = ".env";

    private final YamlValue asked;
    private final Map<String, ComposeService> services;
    private final Map<String, YamlValue> places;
    private final @Nullable String every;

    private ComposeFile(
            YamlValue asked,
            Map<String, ComposeService> services,
            Map<String, YamlValue> places,
            @Nullable String every) {
        this.asked = asked;
        this.services = services;
        this.places = places;
        this.every = every;
    }

    /** What a scenario says of a Compose file. */
    private record Asked(Map<String, YamlValue> keys, Set<String> without, Set<String> ignored) {
        static Asked of(YamlValue value) {
            if (value.isText()) {
                return new Asked(Map.of("file", value), Set.of(), Set.of());
            }
            Map<String, YamlValue> keys = value.map("file", "service", "without", "ignore", "services");
            if (keys.containsKey("file") == keys.containsKey("services")) {
                throw value.wrong("must name one Compose file", "write `file: compose.yml`");
            }
            return new Asked(keys, names(keys.get("without")), names(keys.get("ignore")));
        }

        private static Set<String> names(@Nullable YamlValue list) {
            return list == null ? Set.of() : new TreeSet<>(list.texts());
        }

        Optional<YamlValue> value(String key) {
            return Optional.ofNullable(keys.get(key));
        }
    }

    /**
     * Reads what a scenario asks for: {@code compose.yml}, or {@code {file: compose.yml, service: kv, without: [x], ignore: [restart]}}, or the
     * form of {@link #written}.
     *
     * @param folder what the file's name is relative to
     * @param environment of this machine, for variables
     */
    public static ComposeFile read(YamlValue asked, Path folder, Map<String, String> environment) {
        Asked what = Asked.of(asked);
        Optional<Path> file = what.value("file").map(name -> file(name, folder));
        Path home = file.map(Path::getParent).orElse(folder);
        Map<String, String> variables = new HashMap<>();
        if (file.isPresent() && Files.isRegularFile(home.resolve(ENV))) {
            variables.putAll(EnvFile.read(home.resolve(ENV)));
        }
        variables.putAll(environment);
        ComposeValues values = new ComposeValues(new Interpolation(variables), what.ignored());
        YamlValue services;
        if (file.isPresent()) {
            YamlValue root = Yaml.read(file.get());
            Map<String, YamlValue> top = values.map(root, KEYS);
            requirePlain(values, top.get("volumes"));
            requirePlain(values, top.get("networks"));
            services = root.required(top, "services");
        } else {
            services = asked.required(what.keys(), "services");
        }
        ServiceSection section = new ServiceSection(values, new ComposeMounts(home, values), home, variables);
        Map<String, YamlValue> places = new LinkedHashMap<>(values.entries(services));
        what.value("without").ifPresent(list -> leaveOut(list, places));
        Map<String, ComposeService> read = new LinkedHashMap<>();
        places.forEach((name, place) -> read.put(name, section.read(name, place)));
        what.value("ignore").ifPresent(list -> requireMet(list, values.met()));
        requireOneNetwork(read, places);
        return new ComposeFile(
                asked, read, places, what.value("service").map(YamlValue::text).orElse(null));
    }

    private static Path file(YamlValue name, Path folder) {
        Path file = folder.resolve(name.text()).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw name.wrong("names no Compose file: " + file, "name one as seen from " + folder);
        }
        return file;
    }

    private static void leaveOut(YamlValue list, Map<String, YamlValue> places) {
        for (String name : list.texts()) {
            if (places.remove(name) == null) {
                throw list.wrong("names no service: " + name, "choose among " + String.join(", ", places.keySet()));
            }
        }
    }

    private static void requireMet(YamlValue list, Set<String> met) {
        for (String key : list.texts()) {
            if (!met.contains(key)) {
                throw list.wrong("names a key that the file does not have: " + key, "remove it");
            }
        }
    }

    /** Volumes and networks of the file are names; a driver or one from outside cannot be kept. */
    private static void requirePlain(ComposeValues values, @Nullable YamlValue names) {
        if (names == null || names.isNull()) {
            return;
        }
        values.entries(names).forEach((name, value) -> {
            boolean bridge = value.isMap()
                    && value.entries().entrySet().stream()
                            .allMatch(entry -> entry.getKey().equals("driver")
                                    && entry.getValue().plain().equals("bridge"));
            if (!value.isNull() && !bridge) {
                throw value.wrong(
                        "says more than its name",
                        "remove what it says: the harness makes it for the run, and removes it");
            }
        });
    }

    private static void requireOneNetwork(Map<String, ComposeService> read, Map<String, YamlValue> places) {
        Set<String> first =
                read.values().stream().findFirst().map(ComposeService::networks).orElse(Set.of());
        places.forEach((name, place) -> {
            ComposeService service = read.get(name);
            if (service != null && !service.networks().equals(first)) {
                throw place.wrong(
                        "is on other networks than the services above it",
                        "put all on one, as the harness does, or write `ignore: [networks]` beside `file`");
            }
        });
    }

    /**
     * Who is what.
     *
     * @throws io.schism.histories.error.UserError where a node is no service, or a service no node
     */
    public Map<String, ComposeService> of(List<String> nodes) {
        Map<String, ComposeService> byNode = new LinkedHashMap<>();
        for (String node : nodes) {
            String name = every == null ? node : every;
            ComposeService service = services.get(name);
            if (service == null) {
                throw asked.wrong(
                        "has no service " + name,
                        "name nodes of `regions` after " + String.join(", ", services.keySet())
                                + ", or one that all are: {file: ..., service: NAME}");
            }
            byNode.put(node, service);
        }
        places.forEach((name, place) -> {
            if (!(every == null ? nodes.contains(name) : name.equals(every))) {
                throw place.wrong(
                        "is no node",
                        "name a node of `regions` after it, or write `without: [" + name + "]` beside `file`");
            }
        });
        return byNode;
    }

    /**
     * The one port that they listen on; empty where the file names none.
     *
     * @throws io.schism.histories.error.UserError where it names several
     */
    public OptionalInt port() {
        Set<Integer> ports = services.values().stream()
                .flatMap(service -> service.ports().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (ports.size() > 1) {
            throw asked.wrong(
                    "names the ports " + ports.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                    "say which of them clients use: add `port: "
                            + ports.iterator().next() + "` to the service");
        }
        return ports.stream().mapToInt(Integer::intValue).findFirst();
    }

    /** The same, complete, without the file and the variables that it was read with. */
    public Map<String, Object> written() {
        Map<String, Object> written = new LinkedHashMap<>();
        if (every != null) {
            written.put("service", every);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        services.forEach((name, service) -> all.put(name, ComposeWriter.written(service)));
        written.put("services", all);
        return written;
    }
}
