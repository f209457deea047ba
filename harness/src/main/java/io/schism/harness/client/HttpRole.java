package io.schism.harness.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.schism.harness.status.NodeStatus;
import io.schism.harness.yaml.YamlValue;
import io.schism.workloads.client.Http;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a role by GET over HTTP.
 *
 * @param primary what the answer of a primary is
 * @param epoch where its epoch stands; null where it tells none
 */
record HttpRole(String path, Match primary, @Nullable JsonPath epoch) implements RoleQuestion {
    /** One for each patience, kept for the life of the process: they hold no more than idle connections. */
    private static final Map<Duration, Http> CALLS = new ConcurrentHashMap<>();

    /** {@code {http: /role, primary-when: {json: role, equals: primary}, epoch: {json: term}}}. */
    static HttpRole read(YamlValue value) {
        Map<String, YamlValue> keys = value.map("http", "primary-when", "epoch");
        YamlValue path = value.required(keys, "http");
        if (!path.text().startsWith("/")) {
            throw path.wrong("is no path: " + path.text(), "start it with /, as in /role");
        }
        YamlValue epoch = keys.get("epoch");
        return new HttpRole(
                path.text(), Match.read(value.required(keys, "primary-when")), epoch == null ? null : jsonOnly(epoch));
    }

    /** {@code {json: PATH}}. */
    static JsonPath jsonOnly(YamlValue value) {
        return JsonPath.read(value.required(value.map("json"), "json"));
    }

    @Override
    public boolean tellsEpochs() {
        return epoch != null;
    }

    @Override
    public Optional<NodeStatus> ask(InetSocketAddress node, Duration limit) {
        try {
            Http.Answer answer = CALLS.computeIfAbsent(limit, patience -> new Http(patience, patience))
                    .send(node, ClassicRequestBuilder.get(path).build());
            JsonNode told = epoch == null ? null : epoch.in(answer.body());
            return Optional.of(
                    NodeStatus.of(primary.holds(answer) ? "primary" : "replica", told == null ? 0 : told.asLong()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
