package io.schism.harness.client;

import io.schism.harness.yaml.YamlValue;
import io.schism.workloads.client.Http;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer over HTTP must be.
 *
 * @param least the lowest status, {@code most} the highest
 * @param json where in its body something must stand; null where the body does not matter
 * @param equal what must stand there
 */
record Match(int least, int most, @Nullable JsonPath json, String equal) {
    private static final Pattern RANGE = Pattern.compile("([1-5]\\d\\d)(?:\\s*-\\s*([1-5]\\d\\d))?");

    /** A status or a range of them, or a map of {@code status}, {@code json} and {@code equals}. */
    static Match read(YamlValue value) {
        if (!value.isMap()) {
            return status(value);
        }
        Map<String, YamlValue> keys = value.map("status", "json", "equals");
        Match status = keys.containsKey("status") ? status(keys.get("status")) : new Match(200, 299, null, "");
        if (!keys.containsKey("json")) {
            if (keys.containsKey("equals")) {
                throw value.wrong("says what must stand there, and not where", "add `json: role`");
            }
            value.required(keys, "status");
            return status;
        }
        return new Match(
                status.least(),
                status.most(),
                JsonPath.read(keys.get("json")),
                value.required(keys, "equals").text());
    }

    private static Match status(YamlValue value) {
        Matcher range = RANGE.matcher(value.text());
        if (!range.matches()) {
            throw value.wrong(
                    "is no status of HTTP: " + value.text(),
                    "write 200, 200-299 or {status: 200, json: ok, equals: true}");
        }
        int least = Integer.parseInt(range.group(1));
        int most = range.group(2) == null ? least : Integer.parseInt(range.group(2));
        if (least > most) {
            throw value.wrong("is a range that ends before it begins: " + value.text(), "write " + most + "-" + least);
        }
        return new Match(least, most, null, "");
    }

    boolean holds(Http.Answer answer) {
        return answer.status() >= least
                && answer.status() <= most
                && (json == null || json.in(answer.body()).asText("").equals(equal));
    }
}
