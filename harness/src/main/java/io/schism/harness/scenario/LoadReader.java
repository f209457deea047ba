package io.schism.harness.scenario;

import io.schism.harness.yaml.Durations;
import io.schism.harness.yaml.YamlValue;
import io.schism.workloads.workload.Pace;
import io.schism.workloads.workload.Popularity;
import io.schism.workloads.workload.Workload;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads and writes a line of a load. */
final class LoadReader {
    private static final int MOST_CLIENTS = 200;

    private final Vocabulary vocabulary;
    private final Served served;

    LoadReader(Vocabulary vocabulary, Served served) {
        this.vocabulary = vocabulary;
        this.served = served;
    }

    LoadLine read(YamlValue line) {
        Map<String, YamlValue> keys = line.map("workload", "regions", "rate", "arrivals", "keys", "loop", "clients");
        YamlValue workload = line.required(keys, "workload");
        if (!vocabulary.workloads().contains(workload.text())) {
            throw workload.wrong(
                    "is no workload: " + workload.text(),
                    "choose one of "
                            + String.join(
                                    ", ",
                                    vocabulary.workloads().stream().sorted().toList()));
        }
        served.check(workload, vocabulary.workloadsWithCas());
        YamlValue regions = line.required(keys, "regions");
        for (String region : regions.texts()) {
            if (served.topology().regions().stream().noneMatch(r -> r.name().equals(region))) {
                throw regions.wrong("names no region: " + region, "name regions of this scenario");
            }
        }
        boolean isClosed = keys.containsKey("loop") && isClosed(keys.get("loop"));
        refuse(keys, isClosed ? "rate" : "clients", isClosed);
        if (isClosed) {
            refuse(keys, "arrivals", true);
        }
        return new LoadLine(
                workload.text(),
                regions.texts(),
                isClosed ? 0 : line.required(keys, "rate").positive(),
                keys.containsKey("arrivals") ? pace(keys.get("arrivals")) : new Pace.Even(),
                keys.containsKey("keys") ? popularity(keys.get("keys")) : Popularity.EVEN,
                isClosed ? line.required(keys, "clients").integer(1, MOST_CLIENTS) : 0);
    }

    private static boolean isClosed(YamlValue loop) {
        return switch (loop.text()) {
            case "open" -> false;
            case "closed" -> true;
            default -> throw loop.wrong("cannot be " + loop.text(), "choose one of open, closed");
        };
    }

    private static void refuse(Map<String, YamlValue> keys, String key, boolean isClosed) {
        if (keys.containsKey(key)) {
            throw keys.get(key)
                    .wrong(
                            "has no meaning in " + (isClosed ? "a closed" : "an open") + " loop",
                            isClosed
                                    ? "a closed loop goes as fast as its clients are answered: leave it out"
                                    : "leave it out, or write `loop: closed`");
        }
    }

    private static Pace pace(YamlValue value) {
        if (value.isText()) {
            return switch (value.text()) {
                case "even" -> new Pace.Even();
                case "constant" -> new Pace.Constant();
                case "poisson" -> new Pace.Poisson();
                default ->
                    throw value.wrong(
                            "cannot be " + value.text(),
                            "choose one of even, constant, poisson, {ramp: ...}, {burst: ...}");
            };
        }
        Map<String, YamlValue> keys = value.map("ramp", "burst");
        if (keys.size() != 1) {
            throw value.wrong("must be one kind", "write {ramp: {from: 10%, over: 60s}}");
        }
        return keys.containsKey("ramp") ? ramp(keys.get("ramp")) : burst(value.required(keys, "burst"));
    }

    private static Pace ramp(YamlValue value) {
        Map<String, YamlValue> keys = value.map("from", "over");
        YamlValue over = value.required(keys, "over");
        if (over.duration().isZero()) {
            throw over.wrong("must be a time above zero", "write 60s");
        }
        return new Pace.Ramp(value.required(keys, "from").share(), over.duration());
    }

    private static Pace burst(YamlValue value) {
        Map<String, YamlValue> keys = value.map("on", "off");
        YamlValue on = value.required(keys, "on");
        if (on.duration().isZero()) {
            throw on.wrong("must be a time above zero", "write 1s");
        }
        return new Pace.Burst(on.duration(), value.required(keys, "off").duration());
    }

    private static Popularity popularity(YamlValue value) {
        Map<String, YamlValue> keys = value.map("count", "distribution");
        return new Popularity(
                keys.containsKey("count") ? keys.get("count").integer(1, 1_000_000) : Workload.HOT_KEYS,
                keys.containsKey("distribution")
                        ? keys.get("distribution").oneOf(Popularity.Distribution.class)
                        : Popularity.Distribution.UNIFORM);
    }

    /** The keys that {@link #read} turns into this line. */
    static Map<String, Object> write(LoadLine load) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("workload", load.workload());
        keys.put("regions", load.regions());
        if (load.clients() > 0) {
            keys.put("loop", "closed");
            keys.put("clients", load.clients());
        } else {
            keys.put("rate", load.ratePerSecond());
        }
        if (!(load.pace() instanceof Pace.Even)) {
            keys.put("arrivals", words(load.pace()));
        }
        if (!load.keys().equals(Popularity.EVEN)) {
            Map<String, Object> popularity = new LinkedHashMap<>();
            popularity.put("count", load.keys().count());
            popularity.put("distribution", YamlValue.word(load.keys().distribution()));
            keys.put("keys", popularity);
        }
        return keys;
    }

    private static Object words(Pace pace) {
        if (pace instanceof Pace.Ramp ramp) {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("from", ramp.from() * 100 + "%");
            keys.put("over", Durations.write(ramp.over()));
            return Map.of("ramp", keys);
        }
        if (pace instanceof Pace.Burst burst) {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("on", Durations.write(burst.on()));
            keys.put("off", Durations.write(burst.off()));
            return Map.of("burst", keys);
        }
        return pace.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
