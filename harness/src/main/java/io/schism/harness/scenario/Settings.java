package io.schism.harness.scenario;

import io.schism.harness.yaml.Durations;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The values of a fault's settings, as the plan writes them, those that it left out included. */
public final class Settings {
    public static final Settings NONE = new Settings(Map.of());

    private final Map<String, String> texts;

    /** @param texts by the setting's name, each as a plan would write it */
    public Settings(Map<String, String> texts) {
        this.texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** As the plan writes them. */
    public Map<String, String> texts() {
        return texts;
    }

    /** These, with every time multiplied. */
    public Settings scaled(FaultForm form, double scale) {
        Map<String, String> scaled = new TreeMap<>(texts);
        form.settings().stream()
                .filter(s -> s.kind() == Setting.Kind.DURATION)
                .forEach(s -> scaled.put(s.name(), Durations.write(Durations.scale(duration(s.name()), scale))));
        return new Settings(scaled);
    }

    public Duration duration(String name) {
        return Durations.parse(text(name)).orElseThrow(() -> new IllegalStateException(name + " is no time"));
    }

    /** A share from 0 to 1. */
    public double share(String name) {
        String text = text(name);
        return Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
    }

    public double number(String name) {
        return Double.parseDouble(text(name));
    }

    public String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("no setting " + name);
        }
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings settings && settings.texts.equals(texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    @Override
    public String toString() {
        return texts.toString();
    }
}
