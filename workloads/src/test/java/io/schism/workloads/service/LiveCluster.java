package io.schism.workloads.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.schism.workloads.controller.Controller;
import io.schism.workloads.controller.ControllerConfig;
import io.schism.workloads.coordination.Json;
import io.schism.workloads.coordination.Peer;
import io.schism.workloads.policy.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;

/** Nodes, a controller and a ZooKeeper in this process, on real sockets; every path between two of them can be cut. */
final class LiveCluster implements AutoCloseable {
    /** A member of the cluster. */
    record Place(String node, String region, boolean promotable) {}

    /** An answer to a client. */
    record Answer(int status, JsonNode body) {}

    static final String ZOOKEEPER = "zk";
    static final String CONTROLLER = "ctl";
    static final double SCALE = 0.5;
    private static final int SESSION_MILLIS = 2_000;

    private final Policy policy;
    private final List<Place> places;
    private final TestingServer zookeeper;
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<List<String>, Link> links = new ConcurrentHashMap<>();
    private final Map<String, SimulatedDisk> disks = new ConcurrentHashMap<>();
    private final Map<String, ServiceNode> nodes = new ConcurrentHashMap<>();
    private final List<Controller> controllers = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private LiveCluster(Policy policy, List<Place> places, TestingServer zookeeper) {
        this.policy = policy;
        this.places = places;
        this.zookeeper = zookeeper;
        places.forEach(place -> {
            ports.put(place.node(), FreePort.next());
            disks.put(place.node(), new SimulatedDisk());
        });
    }

    /** Starts all of them; names like "E1" tell the region, a trailing "-" that the node may not be primary. */
    static LiveCluster start(Policy policy, String... names) {
        try {
            List<Place> places = List.of(names).stream()
                    .map(name -> new Place(name.replace("-", ""), name.substring(0, 1), !name.endsWith("-")))
                    .toList();
            InstanceSpec spec = new InstanceSpec(null, -1, -1, -1, true, -1, 200, -1);
            LiveCluster cluster = new LiveCluster(policy, places, new TestingServer(spec, true));
            places.forEach(place -> cluster.startNode(place.node()));
            cluster.startController();
            return cluster;
        } catch (Exception e) { // the testing server's signature
            throw new IllegalStateException(e);
        }
    }

    private String route(String from, String to) {
        Link link = links.computeIfAbsent(List.of(from, to), any -> {
            try {
                return new Link(() -> to.equals(ZOOKEEPER) ? zookeeper.getPort() : ports.getOrDefault(to, 0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return "127.0.0.1:" + link.port();
    }

    private List<Peer> peers(String from) {
        return places.stream()
                .filter(place -> !place.node().equals(from))
                .map(place -> new Peer(place.node(), place.region(), place.promotable(), route(from, place.node())))
                .toList();
    }

    void startNode(String name) {
        Place place =
                places.stream().filter(p -> p.node().equals(name)).findFirst().orElseThrow();
        NodeConfig config = new NodeConfig(
                name,
                place.region(),
                "127.0.0.1:" + ports.get(name),
                null,
                "unused",
                peers(name),
                List.of(route(name, ZOOKEEPER)),
                SESSION_MILLIS,
                SCALE,
                places.get(0).node(),
                policy);
        try {
            nodes.put(name, new ServiceNode(config, disks.get(name), e -> {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startController() {
        controllers.add(Controller.start(new ControllerConfig(
                CONTROLLER,
                "H",
                "127.0.0.1:0",
                null,
                peers(CONTROLLER),
                List.of(route(CONTROLLER, ZOOKEEPER)),
                SESSION_MILLIS,
                SCALE,
                places.get(0).node(),
                policy)));
    }

    void stopControllers() {
        controllers.forEach(Controller::close);
        controllers.clear();
    }

    /** Ends a node in order; its disk stays. */
    void stopNode(String name) {
        nodes.remove(name).close();
    }

    /** Loses power on all nodes at the same time, then finds what their disks had synced. */
    void crashAll(Random random) {
        disks.values().forEach(SimulatedDisk::crash);
        List.copyOf(nodes.keySet()).forEach(this::stopNode);
        disks.replaceAll((node, disk) -> disk.survivor(random));
    }

    /** Cuts these off from everyone else, ZooKeeper and the controller included. */
    void isolate(String... names) {
        Set<String> inside = Set.of(names);
        links.forEach((pair, link) -> link.cut(inside.contains(pair.get(0)) != inside.contains(pair.get(1))));
    }

    /** Cuts the paths between two members, and no others. */
    void cut(String one, String other) {
        links.forEach((pair, link) -> {
            if (Set.copyOf(pair).equals(Set.of(one, other))) {
                link.cut(true);
            }
        });
    }

    void heal(String one, String other) {
        links.forEach((pair, link) -> {
            if (Set.copyOf(pair).equals(Set.of(one, other))) {
                link.cut(false);
            }
        });
    }

    void heal() {
        links.values().forEach(link -> link.cut(false));
    }

    Answer put(String node, long key, long value, String op) {
        return send(node, "PUT", "/kv/" + key, Map.of("value", value, "op", op));
    }

    Answer cas(String node, long key, Long old, long value, String op) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("old", old);
        body.put("new", value);
        body.put("op", op);
        return send(node, "POST", "/kv/" + key + "/cas", body);
    }

    Answer get(String node, long key) {
        return send(node, "GET", "/kv/" + key, Map.of());
    }

    JsonNode role(String node) {
        return send(node, "GET", "/role", Map.of()).body();
    }

    JsonNode log(String node) {
        return send(node, "GET", "/log", Map.of()).body();
    }

    /** The op ids in a node's log. */
    List<String> ops(String node) {
        List<String> ops = new ArrayList<>();
        log(node).get("log").forEach(entry -> ops.add(entry.get(2).textValue()));
        return ops;
    }

    boolean isPrimary(String node, long epoch) {
        if (!nodes.containsKey(node)) {
            return false;
        }
        JsonNode role = role(node);
        return role.get("role").textValue().equals("primary")
                && role.get("epoch").longValue() == epoch;
    }

    Answer send(String node, String method, String path, Object body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + ports.get(node) + path))
                    .timeout(Duration.ofSeconds(20));
            HttpRequest built = method.equals("GET")
                    ? request.GET().build()
                    : request.method(
                                    method, HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
                            .build();
            HttpResponse<byte[]> response = client.send(built, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), Json.MAPPER.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        heal();
        stopControllers();
        List.copyOf(nodes.keySet()).forEach(this::stopNode);
        try {
            zookeeper.close();
            for (Link link : links.values()) {
                link.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
