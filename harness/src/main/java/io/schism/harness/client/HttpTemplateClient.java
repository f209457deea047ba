package io.schism.harness.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Http;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP from templates. Transparent retries are off; a refused connection is fail, no answer is indeterminate. */
final class HttpTemplateClient implements Client {
    private final HttpForm form;
    private final ClientPlace place;
    private final Http http;

    HttpTemplateClient(HttpForm form, ClientPlace place) {
        this.form = form;
        this.place = place;
        this.http = new Http(place.timeouts().connect(), place.timeouts().response());
    }

    @Override
    public Outcome perform(String op, Request request) {
        HttpForm.Call call = call(request);
        if (call == null) {
            return new Outcome.Fail("the client has no `cas`");
        }
        String node = place.asked().next();
        try {
            return judge(node, request, http.send(place.address(node), encode(call, op, request)));
        } catch (IOException e) {
            return Http.unanswered(e);
        }
    }

    private HttpForm.@Nullable Call call(Request request) {
        if (request instanceof Request.Read) {
            return form.read();
        }
        return request instanceof Request.Write ? form.write() : form.cas();
    }

    private ClassicHttpRequest encode(HttpForm.Call call, String op, Request request) {
        ClassicRequestBuilder builder =
                ClassicRequestBuilder.create(call.method()).setUri(call.path().fill(op, request, "null"));
        form.headers().forEach(builder::addHeader);
        if (call.body() != null) {
            builder.setEntity(call.body().fill(op, request, "null"), contentType());
        }
        return builder.build();
    }

    private ContentType contentType() {
        return form.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                .map(header -> ContentType.parse(header.getValue()))
                .findFirst()
                .orElse(ContentType.APPLICATION_JSON);
    }

    private Outcome judge(String asked, Request request, Http.Answer answer) {
        boolean read = request instanceof Request.Read;
        if (read && holds(form.absent(), answer)) {
            return ok(asked, null, answer);
        }
        if (holds(form.ok(), answer)) {
            return read ? seen(asked, answer) : ok(asked, null, answer);
        }
        String reason = "status " + answer.status();
        return holds(form.fail(), answer) ? new Outcome.Fail(reason) : new Outcome.Indeterminate(reason);
    }

    private static boolean holds(List<Match> matches, Http.Answer answer) {
        return matches.stream().anyMatch(match -> match.holds(answer));
    }

    private Outcome seen(String asked, Http.Answer answer) {
        if (form.value() == null) {
            String text = answer.text().strip();
            return text.isEmpty()
                    ? ok(asked, null, answer)
                    : number(text).isPresent() ? ok(asked, number(text).getAsLong(), answer) : garbage(text);
        }
        JsonNode value = form.value().in(answer.body());
        if (value.isNull()) {
            return ok(asked, null, answer);
        }
        OptionalLong number = number(value.asText());
        return number.isPresent() ? ok(asked, number.getAsLong(), answer) : garbage(answer.text());
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Outcome garbage(String text) {
        return new Outcome.Indeterminate("no number in the answer: " + text.substring(0, Math.min(80, text.length())));
    }

    private Outcome ok(String asked, @Nullable Long value, Http.Answer answer) {
        String node =
                form.node() == null ? asked : form.node().in(answer.body()).asText(asked);
        JsonNode epoch = form.epoch() == null ? null : form.epoch().in(answer.body());
        return new Outcome.Ok(
                value,
                node,
                epoch != null && epoch.isIntegralNumber() ? epoch.longValue() : Outcome.Ok.UNTOLD,
                Outcome.Ok.UNTOLD);
    }

    @Override
    public Duration patience() {
        return place.patience();
    }

    @Override
    public void close() {
        http.close();
        place.close();
    }
}
