package io.schism.harness.scenario;

import io.schism.harness.cluster.Member;
import io.schism.harness.yaml.Durations;
import io.schism.harness.yaml.YamlValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads and writes when a step begins: {@code at: 20s}, {@code after: promotion}. */
final class MomentReader {
    private final Vocabulary vocabulary;
    private final Sight sight;

    MomentReader(Vocabulary vocabulary, Sight sight) {
        this.vocabulary = vocabulary;
        this.sight = sight;
    }

    /** The moment that a line's keys tell; empty where they tell none. */
    Optional<Moment> read(Map<String, YamlValue> keys) {
        if (keys.containsKey("at") && keys.containsKey("after")) {
            throw keys.get("after").wrong("stands beside `at`", "say either a time or an event");
        }
        if (keys.containsKey("after")) {
            return Optional.of(after(keys.get("after")));
        }
        return Optional.ofNullable(keys.get("at")).map(at -> new Moment.At(at.duration()));
    }

    private Moment after(YamlValue value) {
        if (value.isText()) {
            return new Moment.After(Event.of(kind(value)), Duration.ZERO, Moment.START);
        }
        Map<String, YamlValue> keys = value.map("event", "of", "delay", "since");
        Event.Kind kind = kind(value.required(keys, "event"));
        return new Moment.After(
                new Event(kind, keys.containsKey("of") ? of(kind, keys.get("of")) : ""),
                keys.containsKey("delay") ? keys.get("delay").duration() : Duration.ZERO,
                keys.containsKey("since") ? since(keys.get("since")) : Moment.START);
    }

    private Event.Kind kind(YamlValue value) {
        Event.Kind kind = value.oneOf(Event.Kind.class);
        sight.hides(kind).ifPresent(reason -> {
            throw value.wrong(
                    "waits for what never comes, " + value.text() + ": " + reason,
                    "begin at a time, or after another event; see `role` in docs/service.md");
        });
        return kind;
    }

    private Moment since(YamlValue value) {
        return value.isText() ? new Moment.At(value.duration()) : after(value);
    }

    private String of(Event.Kind kind, YamlValue value) {
        String name = value.text();
        if (kind.isOfFaults() && !vocabulary.faults().containsKey(name)) {
            throw value.wrong(
                    "is no fault: " + name,
                    "choose one of " + String.join(", ", vocabulary.faults().keySet()));
        }
        kind.befalls().ifPresent(befallen -> {
            Member member = sight.topology().members().stream()
                    .filter(m -> m.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> value.wrong("names no member: " + name, "members are E1, zk-E"));
            if (member.kind() != befallen) {
                throw value.wrong(
                        "waits for what never comes, " + YamlValue.word(kind) + " of " + name,
                        "name " + (befallen == Member.Kind.ZOOKEEPER ? "a voter" : "a node"));
            }
        });
        return name;
    }

    /** The keys that {@link #read} turns into this moment. */
    static Map<String, Object> write(Moment moment) {
        return moment instanceof Moment.At at
                ? Map.of("at", Durations.write(at.time()))
                : Map.of("after", words((Moment.After) moment));
    }

    private static Map<String, Object> words(Moment.After after) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("event", YamlValue.word(after.event().kind()));
        if (!after.event().of().isEmpty()) {
            keys.put("of", after.event().of());
        }
        if (!after.delay().isZero()) {
            keys.put("delay", Durations.write(after.delay()));
        }
        if (after.since() instanceof Moment.At at) {
            if (!at.time().isZero()) {
                keys.put("since", Durations.write(at.time()));
            }
        } else {
            keys.put("since", words((Moment.After) after.since()));
        }
        return keys;
    }
}
