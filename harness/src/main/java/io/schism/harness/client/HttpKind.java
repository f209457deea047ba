package io.schism.harness.client;

import io.schism.harness.yaml.YamlValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Templates of requests over HTTP. */
final class HttpKind implements ClientKind {
    private static final Pattern REQUEST = Pattern.compile("([A-Z]+) (/\\S*)");
    private static final List<Match> OK = List.of(new Match(200, 299, null, ""));
    /** Every refusal but 408, which says that a request was not waited for to its end. */
    private static final List<Match> FAIL = List.of(new Match(400, 407, null, ""), new Match(409, 499, null, ""));

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String description() {
        return "requests over HTTP from templates, and which answers mean what";
    }

    @Override
    public String example() {
        return """
                http:
                  # {key}, {value}, {old} and {op} (the operation's own id) may stand in requests and bodies.
                  read: {request: "GET /kv/{key}", value: {json: value}, absent: 404}
                  write: {request: "PUT /kv/{key}", body: '{"value": {value}}'}
                  # cas: {request: "POST /kv/{key}/cas", body: '{"old": {old}, "new": {value}}'}
                  # Which answers mean ok (it happened) and fail (it certainly did not); any other, and none, is
                  # indeterminate. These are the defaults; {status: 200, json: done, equals: true} looks into the body.
                  answers: {ok: 200-299, fail: [400-407, 409-499]}
                  # Where an answer names its node and its epoch (term, generation), if it does: then DUAL can judge.
                  # node: {json: node}
                  # epoch: {json: term}
                """;
    }

    @Override
    public ClientForm read(YamlValue value, Path folder) {
        Map<String, YamlValue> keys = value.map("headers", "read", "write", "cas", "answers", "node", "epoch");
        YamlValue answers = keys.get("answers");
        Map<String, YamlValue> meanings = answers == null ? Map.of() : answers.map("ok", "fail");
        YamlValue read = value.required(keys, "read");
        Map<String, YamlValue> reading = read.map("request", "body", "value", "absent");
        YamlValue shown = read.required(reading, "value");
        YamlValue cas = keys.get("cas");
        return new HttpForm(
                headers(keys.get("headers")),
                request(read, reading, Template.READ, List.of("key")),
                shown.isMap() ? HttpRole.jsonOnly(shown) : body(shown),
                matches(reading.get("absent"), List.of()),
                request(value.required(keys, "write"), Template.WRITE, List.of("key", "value")),
                cas == null ? null : request(cas, Template.CAS, List.of("key", "old", "value")),
                matches(meanings.get("ok"), OK),
                matches(meanings.get("fail"), FAIL),
                path(keys.get("node")),
                path(keys.get("epoch")));
    }

    private static @Nullable JsonPath path(@Nullable YamlValue value) {
        return value == null ? null : HttpRole.jsonOnly(value);
    }

    private static @Nullable JsonPath body(YamlValue value) {
        if (!value.text().equals("body")) {
            throw value.wrong(
                    "says not where the value stands: " + value.text(),
                    "write {json: value}, or `body` where the whole body is the number");
        }
        return null;
    }

    private static Map<String, String> headers(@Nullable YamlValue value) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (value != null) {
            value.entries().forEach((name, text) -> headers.put(name, text.text()));
        }
        return headers;
    }

    private static List<Match> matches(@Nullable YamlValue value, List<Match> otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (!value.isList()) {
            return List.of(Match.read(value));
        }
        if (value.list().isEmpty()) {
            throw value.wrong("names no answer", "write 200-299, or leave the key out");
        }
        return value.list().stream().map(Match::read).toList();
    }

    private static HttpForm.Call request(YamlValue value, List<String> known, List<String> needed) {
        return request(value, value.map("request", "body"), known, needed);
    }

    /** What is needed may stand in the path or in the body. */
    private static HttpForm.Call request(
            YamlValue value, Map<String, YamlValue> keys, List<String> known, List<String> needed) {
        YamlValue line = value.required(keys, "request");
        Matcher matcher = REQUEST.matcher(line.text());
        if (!matcher.matches()) {
            throw line.wrong("is no request: " + line.text(), "write a method and a path, as in `GET /kv/{key}`");
        }
        Template.read(line, known);
        YamlValue body = keys.get("body");
        Template filled = body == null ? null : Template.read(body, known);
        String all = line.text() + (filled == null ? "" : filled.text());
        for (String name : needed) {
            if (!all.contains("{" + name + "}")) {
                throw line.wrong(
                        "says nowhere {" + name + "}", "put {" + name + "} into the path, or into `body` beside it");
            }
        }
        return new HttpForm.Call(matcher.group(1), new Template(matcher.group(2)), filled);
    }
}
