package io.schism.harness.yaml;

import io.schism.histories.error.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value in a YAML file that knows where it stands; whatever it is not is a {@link UserError} with its line. */
public final class YamlValue {
    private final Path file;
    private final String name;
    private final Node node;

    YamlValue(Path file, String name, Node node) {
        this.file = file;
        this.name = name;
        this.node = node;
    }

    /** Its line in the file, from 1. */
    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    public Place place() {
        return new Place(file, line(), node.getStartMark().getColumn() + 1);
    }

    /** The error that this value is wrong. */
    public UserError wrong(String problem, String remedy) {
        String subject = name.isEmpty() ? "the document " : "`" + name + "` ";
        return place().wrong(subject + problem, remedy);
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The file that it stands in. */
    public Path file() {
        return file;
    }

    /** The whole of it as lists, maps and texts, as {@link Yaml} would read it again. */
    public Object plain() {
        if (isMap()) {
            Map<String, Object> map = new LinkedHashMap<>();
            entries().forEach((key, value) -> map.put(key, value.plain()));
            return map;
        }
        return isList() ? list().stream().map(YamlValue::plain).toList() : ((ScalarNode) node).getValue();
    }

    /** A map with no other keys than these. */
    public Map<String, YamlValue> map(String... keys) {
        List<String> known = Arrays.asList(keys);
        Map<String, YamlValue> entries = entries();
        entries.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.wrongKey(key, known);
            }
        });
        return entries;
    }

    /** A map with keys of the user's choice, in the order of the file. */
    public Map<String, YamlValue> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("must be a map", "write `key: value` pairs");
        }
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw wrong("has a key that is no text", "use plain words as keys");
            }
            if (entries.put(key.getValue(), new YamlValue(file, key.getValue(), tuple.getValueNode())) != null) {
                throw new YamlValue(file, key.getValue(), key).wrong("stands twice", "remove one of them");
            }
        }
        return entries;
    }

    private UserError wrongKey(String key, List<String> known) {
        Optional<String> near =
                known.stream().filter(k -> distance(k, key) <= 2).findFirst();
        String remedy = near.map(k -> "did you mean `" + k + "`?").orElse("known keys: " + String.join(", ", known));
        return wrong("is no key here", remedy);
    }

    /** The value of a key that must be there. */
    public YamlValue required(Map<String, YamlValue> entries, String key) {
        YamlValue value = entries.get(key);
        if (value == null) {
            throw wrong("lacks the key `" + key + "`", "add it");
        }
        return value;
    }

    /** A list. */
    public List<YamlValue> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("must be a list", "write `[a, b]` or lines that start with `- `");
        }
        List<YamlValue> values = new ArrayList<>();
        sequence.getValue().forEach(item -> values.add(new YamlValue(file, name, item)));
        return values;
    }

    /** The same map without one of its keys. */
    public YamlValue without(String key) {
        if (!(node instanceof MappingNode mapping)) {
            return this;
        }
        List<NodeTuple> others = mapping.getValue().stream()
                .filter(tuple -> !(tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key)))
                .toList();
        return new YamlValue(
                file,
                name,
                new MappingNode(
                        mapping.getTag(),
                        true,
                        others,
                        mapping.getStartMark(),
                        mapping.getEndMark(),
                        mapping.getFlowStyle()));
    }

    /** This map with the entries of another put over its own; either may be anything else, and then the other stands. */
    public YamlValue under(YamlValue other) {
        if (!(node instanceof MappingNode base) || !(other.node instanceof MappingNode more)) {
            return other;
        }
        Set<String> replaced = other.entries().keySet();
        List<NodeTuple> tuples = new ArrayList<>(base.getValue().stream()
                .filter(tuple -> !(tuple.getKeyNode() instanceof ScalarNode key && replaced.contains(key.getValue())))
                .toList());
        tuples.addAll(more.getValue());
        return new YamlValue(
                other.file,
                other.name,
                new MappingNode(
                        more.getTag(), true, tuples, more.getStartMark(), more.getEndMark(), more.getFlowStyle()));
    }

    /** Whether it is a text, and neither list nor map. */
    public boolean isText() {
        return node instanceof ScalarNode;
    }

    /** Whether nothing is said: an empty value, {@code null} or {@code ~}. */
    public boolean isNull() {
        return Tag.NULL.equals(node.getTag());
    }

    /** A text; not empty. */
    public String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
            throw wrong("must be a text", "write one word or \"words in quotes\"");
        }
        return scalar.getValue();
    }

    public List<String> texts() {
        return list().stream().map(YamlValue::text).toList();
    }

    public boolean truth() {
        return switch (text()) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw wrong("must be true or false, not " + text(), "write true or false");
        };
    }

    /** A whole number within bounds, both inclusive. */
    public int integer(int least, int most) {
        try {
            int value = Integer.parseInt(text());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, together with what is out of bounds
        }
        throw wrong("must be a whole number from " + least + " to " + most + ", not " + text(), "change it");
    }

    /** A number above zero. */
    public double positive() {
        try {
            double value = Double.parseDouble(text());
            if (value > 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong("must be a number above zero, not " + text(), "change it");
    }

    /** A share from 0 to 1, written {@code 30%}. */
    public double share() {
        String text = text();
        if (text.endsWith("%")) {
            try {
                double percent = Double.parseDouble(text.substring(0, text.length() - 1));
                if (percent >= 0 && percent <= 100) {
                    return percent / 100;
                }
            } catch (NumberFormatException e) {
                // told below, together with what is out of bounds
            }
        }
        throw wrong("must be a share, not " + text, "write 30%; 0% to 100%");
    }

    /** A time: {@code 250ms}, {@code 43s}, {@code 2m}; not negative. */
    public Duration duration() {
        return Durations.parse(text())
                .orElseThrow(() -> wrong("must be a time, not " + text(), "write 250ms, 43s or 2m; never negative"));
    }

    /** One of the constants of an enum, written in kebab-case. */
    public <E extends Enum<E>> E oneOf(Class<E> type) {
        String wanted = text().toUpperCase(Locale.ROOT).replace('-', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(wanted)) {
                return constant;
            }
        }
        throw wrong("cannot be " + text(), "choose one of " + words(type));
    }

    /** The constants of an enum in kebab-case, separated by commas. */
    public static <E extends Enum<E>> String words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(YamlValue::word).collect(Collectors.joining(", "));
    }

    /** A constant in kebab-case. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substituted, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
