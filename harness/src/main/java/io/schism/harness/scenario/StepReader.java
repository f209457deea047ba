package io.schism.harness.scenario;

import io.schism.harness.yaml.YamlValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what a step does, and to whom. */
final class StepReader {
    private static final List<String> ALWAYS = List.of("at", "after", "fault", "for", "repeat", "flap", "seed");

    private final Vocabulary vocabulary;
    private final TargetReader targets;

    StepReader(Vocabulary vocabulary, Sight sight) {
        this.vocabulary = vocabulary;
        this.targets = new TargetReader(sight);
    }

    /** The keys of a step's line, none of them unknown to its fault. */
    Map<String, YamlValue> keys(YamlValue line) {
        FaultForm form = form(line);
        List<String> settings = form.settings().stream().map(Setting::name).toList();
        return line.map(Stream.of(ALWAYS, TargetReader.keys(form.aim()), settings)
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    Step read(YamlValue line, Map<String, YamlValue> keys, Moment when, Duration lasts) {
        FaultForm form = form(line);
        return new Step(
                form.name(),
                when,
                lasts,
                targets.read(form.aim(), line, keys),
                settings(form, line, keys),
                line.required(keys, "fault").place(),
                keys.containsKey("seed") ? keys.get("seed").integer(1, Integer.MAX_VALUE) : 0);
    }

    private FaultForm form(YamlValue line) {
        YamlValue fault = line.required(line.entries(), "fault");
        FaultForm form = vocabulary.faults().get(fault.text());
        if (form == null) {
            throw fault.wrong(
                    "is no fault: " + fault.text(),
                    "choose one of " + String.join(", ", vocabulary.faults().keySet()));
        }
        return form;
    }

    private static Settings settings(FaultForm form, YamlValue line, Map<String, YamlValue> keys) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Setting setting : form.settings()) {
            boolean said =
                    keys.containsKey(setting.name()) || setting.otherwise().isEmpty();
            texts.put(setting.name(), said ? setting.read(line.required(keys, setting.name())) : setting.otherwise());
        }
        return new Settings(texts);
    }
}
