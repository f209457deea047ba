package io.schism.harness.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schism.harness.zookeeper.Voter;
import io.schism.histories.edn.Keyword;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks members what they are, past every cut. Thread-safe; a member that does not answer in time gives empty. */
public final class Inquiry {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What a node of the service says of itself. */
    public Optional<NodeStatus> node(InetSocketAddress address, Duration limit) {
        return get(address, "/role", limit).map(NodeStatus::of);
    }

    /** Whether a failover controller leads. */
    public Optional<Boolean> leads(InetSocketAddress address, Duration limit) {
        return get(address, "/role", limit).map(json -> json.path("leader").asBoolean());
    }

    /** A node's whole log and side file, in the shape of a {@code :final-state} line. */
    public Optional<Map<Keyword, @Nullable Object>> finalState(InetSocketAddress address, Duration limit) {
        return get(address, "/log", limit).map(Inquiry::finalState);
    }

    /** A ZooKeeper's mode: {@code leader}, {@code follower}, {@code standalone}, {@code not-serving}; empty when unreachable. */
    public Optional<String> zooKeeperMode(InetSocketAddress address, Duration limit) {
        return Voter.mode(address, limit);
    }

    private Optional<JsonNode> get(InetSocketAddress address, String path, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + address.getHostString() + ":" + address.getPort() + path))
                .timeout(limit)
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Map<Keyword, @Nullable Object> finalState(JsonNode json) {
        Map<Keyword, @Nullable Object> state = new LinkedHashMap<>();
        state.put(Keyword.of("role"), Keyword.of(json.path("role").asText()));
        for (String number : List.of("epoch", "pos", "confirmed", "refusals")) {
            state.put(Keyword.of(number), json.path(number).asLong());
        }
        state.put(Keyword.of("given-up"), json.path("givenUp").asLong());
        state.put(Keyword.of("member"), json.path("member").asBoolean(true));
        state.put(Keyword.of("log"), entries(json.path("log")));
        state.put(Keyword.of("side"), entries(json.path("side")));
        return state;
    }

    private static List<@Nullable Object> entries(JsonNode list) {
        List<@Nullable Object> entries = new ArrayList<>();
        for (JsonNode entry : list) {
            List<@Nullable Object> fields = new ArrayList<>();
            entry.forEach(field -> fields.add(plain(field)));
            Object change = fields.size() > 4 ? fields.get(4) : null;
            if (change instanceof List<?> parts && !parts.isEmpty() && parts.get(0) instanceof String kind) {
                List<@Nullable Object> named = new ArrayList<>(parts);
                named.set(0, Keyword.of(kind));
                fields.set(4, named);
            }
            entries.add(fields);
        }
        return entries;
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isIntegralNumber()) {
            return node.asLong();
        }
        if (node.isArray()) {
            List<@Nullable Object> items = new ArrayList<>();
            node.forEach(item -> items.add(plain(item)));
            return items;
        }
        return node.asText();
    }
}
