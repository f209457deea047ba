package io.schism.harness.scenario;

import io.schism.harness.yaml.Durations;
import io.schism.harness.yaml.YamlValue;
import java.util.List;

/**
 * One key of a fault's own.
 *
 * @param name what users type
 * @param kind what its value is
 * @param otherwise the value where a step does not say it; empty where it must
 * @param words what a {@code WORD} may be; empty for other kinds
 * @param description what it does, with its unit
 * @param mayBeNothing whether a time of zero, or no share, means something
 */
public record Setting(
        String name, Kind kind, String otherwise, List<String> words, String description, boolean mayBeNothing) {
    /** What a value is. */
    public enum Kind {
        /** {@code 250ms}; it scales with the plan. */
        DURATION,
        /** {@code 30%}: 0 to 100. */
        PERCENT,
        /** A number above zero. */
        NUMBER,
        /** One of a few words. */
        WORD
    }

    public static Setting duration(String name, String otherwise, String description) {
        return new Setting(name, Kind.DURATION, otherwise, List.of(), description, false);
    }

    /** The same, where a time of zero means something too. */
    public Setting orNothing() {
        return new Setting(name, kind, otherwise, words, description, true);
    }

    public static Setting percent(String name, String otherwise, String description) {
        return new Setting(name, Kind.PERCENT, otherwise, List.of(), description, false);
    }

    public static Setting number(String name, String otherwise, String description) {
        return new Setting(name, Kind.NUMBER, otherwise, List.of(), description, false);
    }

    public static Setting word(String name, String otherwise, List<String> words, String description) {
        return new Setting(name, Kind.WORD, otherwise, List.copyOf(words), description, false);
    }

    /** The text of a value that is of this kind. */
    String read(YamlValue value) {
        return switch (kind) {
            case DURATION -> time(value);
            case NUMBER -> number(value);
            case PERCENT -> percent(value);
            case WORD -> word(value);
        };
    }

    private String time(YamlValue value) {
        if (value.duration().isZero()) {
            demandSomething(value);
        }
        return Durations.write(value.duration());
    }

    /** As it is written: a plan that is read again is the same to the byte. */
    private static String number(YamlValue value) {
        value.positive();
        return value.text();
    }

    private String percent(YamlValue value) {
        if (value.share() == 0) {
            demandSomething(value);
        }
        return value.text();
    }

    private void demandSomething(YamlValue value) {
        if (!mayBeNothing) {
            throw value.wrong(
                    "with `" + name + ": " + value.text() + "` the fault changes nothing",
                    "write " + otherwise + ", for example");
        }
    }

    private String word(YamlValue value) {
        if (!words.contains(value.text())) {
            throw value.wrong("cannot be " + value.text(), "choose one of " + String.join(", ", words));
        }
        return value.text();
    }
}
