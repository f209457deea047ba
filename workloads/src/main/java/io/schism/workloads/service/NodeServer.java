package io.schism.workloads.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.schism.workloads.coordination.CallFailure;
import io.schism.workloads.coordination.Json;
import io.schism.workloads.coordination.JsonServer.Reply;
import io.schism.workloads.coordination.JsonServer.Request;
import io.schism.workloads.coordination.PrimaryRecord;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which path does what. */
final class NodeServer {
    private static final String KV = "/kv/";
    private static final String CAS = "/cas";

    private final Node node;
    private final Requests requests;
    private final Follower follower;
    private final Runnable onPromoted;

    NodeServer(Node node, Requests requests, Follower follower, Runnable onPromoted) {
        this.node = node;
        this.requests = requests;
        this.follower = follower;
        this.onPromoted = onPromoted;
    }

    Reply handle(Request request) throws IOException {
        String path = request.path();
        if (path.startsWith(KV)) {
            return kv(request, path.substring(KV.length()));
        }
        return switch (request.method() + " " + path) {
            case "GET /role" -> Reply.ok(role());
            case "GET /log" -> Reply.ok(log());
            case "POST /internal/append" -> Reply.ok(follower.append(read(request, Internal.Append.class)));
            case "POST /internal/install" ->
                Reply.ok(follower.install(read(request, Internal.Install.class).epoch()));
            case "POST /internal/fetch" -> Reply.ok(follower.fetch(read(request, Internal.Fetch.class)));
            case "POST /internal/catchup" -> catchUp(read(request, Internal.CatchUp.class));
            case "POST /internal/promoted" -> promoted(read(request, PrimaryRecord.class));
            default -> Reply.unknown(request);
        };
    }

    private static <T> T read(Request request, Class<T> type) throws IOException {
        return Json.MAPPER.treeToValue(request.body(), type);
    }

    private Reply kv(Request request, String rest) {
        boolean cas = rest.endsWith(CAS);
        long key;
        try {
            key = Long.parseLong(cas ? rest.substring(0, rest.length() - CAS.length()) : rest);
        } catch (NumberFormatException e) {
            return Reply.bad("a key is a whole number");
        }
        JsonNode body = request.body();
        return switch (request.method() + (cas ? CAS : "")) {
            case "GET" -> requests.read(key);
            case "PUT" -> requests.write(key, number(body, "value"), op(body));
            case "POST/cas" -> requests.compareAndSet(key, numberOrNull(body, "old"), number(body, "new"), op(body));
            default -> Reply.unknown(request);
        };
    }

    private static String op(JsonNode body) {
        JsonNode op = body.path("op");
        if (!op.isTextual()) {
            throw new IllegalArgumentException("\"op\" must be a string");
        }
        return op.textValue();
    }

    private static long number(JsonNode body, String name) {
        JsonNode number = body.path(name);
        if (!number.canConvertToLong() || !number.isIntegralNumber()) {
            throw new IllegalArgumentException("\"" + name + "\" must be a whole number");
        }
        return number.longValue();
    }

    private static @Nullable Long numberOrNull(JsonNode body, String name) {
        return body.path(name).isNull() ? null : Long.valueOf(number(body, name));
    }

    private Reply catchUp(Internal.CatchUp request) {
        try {
            return Reply.ok(follower.catchUp(request));
        } catch (CallFailure e) {
            return new Reply(502, Map.of("error", "source", "problem", String.valueOf(e.getMessage())));
        }
    }

    private Reply promoted(PrimaryRecord record) {
        try (Monitor.Held held = node.monitor().enter()) {
            node.assigned(record);
        }
        onPromoted.run();
        return Reply.ok(Map.of());
    }

    private Internal.RoleView role() {
        try (Monitor.Held held = node.monitor().enter()) {
            Ledger ledger = node.ledger();
            return new Internal.RoleView(
                    node.name(),
                    node.config().region(),
                    roleWord(),
                    node.epoch(),
                    node.primary(),
                    node.seen(),
                    ledger.lastPos(),
                    ledger.confirmed(),
                    node.session().word(),
                    node.refusals(),
                    ledger.givenUp());
        }
    }

    /** A primary that may not show yet what it inherited is starting. */
    private String roleWord() {
        Leadership leadership = node.leadership();
        boolean starting = leadership != null && !leadership.ready();
        return (starting ? Node.Role.STARTING : node.role()).word();
    }

    private Internal.LogView log() {
        try (Monitor.Held held = node.monitor().enter()) {
            Ledger ledger = node.ledger();
            return new Internal.LogView(
                    node.name(),
                    roleWord(),
                    node.epoch(),
                    node.role() != Node.Role.OUT,
                    ledger.lastPos(),
                    ledger.confirmed(),
                    node.refusals(),
                    ledger.givenUp(),
                    Wire.of(ledger.entries()),
                    Wire.of(ledger.side()));
        }
    }
}
