package io.schism.workloads.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/**
 * The client of {@code replicated-kv} for one region. It asks whom its {@link Directory} names and tells the directory
 * what it learns from answers.
 *
 * <p>200 is ok. An explicit refusal (409, 421, 503) and a refused connection are fail. Whatever else happens, a time-out
 * even of the connection included, is indeterminate.
 */
public final class KvClient implements Client {
    private final Directory directory;
    private final Timeouts timeouts;
    private final Http http;

    /** The directory stays the caller's to close. */
    public KvClient(Directory directory, Timeouts timeouts) {
        this.directory = directory;
        this.timeouts = timeouts;
        this.http = new Http(timeouts.connect(), timeouts.response());
    }

    /** Whom this region's clients ask. */
    public Directory directory() {
        return directory;
    }

    @Override
    public Outcome perform(String op, Request request) {
        String node = isLocal(request) ? directory.local() : directory.primary();
        try {
            return judge(request, http.send(directory.address(node), encode(op, request)));
        } catch (IOException e) {
            return Http.unanswered(e);
        }
    }

    private static boolean isLocal(Request request) {
        return request instanceof Request.Read read && !read.linearizable();
    }

    private static ClassicHttpRequest encode(String op, Request request) {
        String path = "/kv/" + request.key();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (request instanceof Request.Write write) {
            body.put("value", write.newValue());
            return json(ClassicRequestBuilder.put(path), body.put("op", op));
        }
        if (request instanceof Request.Cas cas) {
            body.put("old", cas.old()).put("new", cas.newValue());
            return json(ClassicRequestBuilder.post(path + "/cas"), body.put("op", op));
        }
        return ClassicRequestBuilder.get(path).build();
    }

    private static ClassicHttpRequest json(ClassicRequestBuilder request, ObjectNode body) {
        return request.setEntity(body.toString(), ContentType.APPLICATION_JSON).build();
    }

    private Outcome judge(Request request, Http.Answer answer) {
        JsonNode body = answer.body();
        return switch (answer.status()) {
            case 200 -> accept(request, body);
            case 409, 421, 503 -> {
                learn(body.path("epoch"), body.path("primary"));
                yield new Outcome.Fail(reason(answer));
            }
            default -> new Outcome.Indeterminate(reason(answer));
        };
    }

    private Outcome accept(Request request, JsonNode body) {
        JsonNode node = body.path("node");
        JsonNode epoch = body.path("epoch");
        JsonNode pos = body.path("pos");
        JsonNode value = body.path("value");
        boolean read = request instanceof Request.Read;
        boolean whole = node.isTextual() && epoch.isIntegralNumber() && pos.isIntegralNumber();
        if (!whole || (read && !value.isIntegralNumber() && !value.isNull())) {
            return new Outcome.Indeterminate("garbage");
        }
        if (!isLocal(request)) {
            learn(epoch, node);
        }
        Long seen = read && !value.isNull() ? (Long) value.longValue() : null;
        return new Outcome.Ok(seen, node.textValue(), epoch.longValue(), pos.longValue());
    }

    private void learn(JsonNode epoch, JsonNode primary) {
        if (epoch.isIntegralNumber() && primary.isTextual()) {
            directory.learn(new Claim(epoch.longValue(), primary.textValue()));
        }
    }

    private static String reason(Http.Answer answer) {
        return answer.body().path("error").asText("status " + answer.status());
    }

    @Override
    public Duration patience() {
        return timeouts.connect().plus(timeouts.response());
    }

    @Override
    public void close() {
        http.close();
    }
}
