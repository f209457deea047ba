package io.schism.harness.compose;

import io.schism.harness.cluster.ImageSetup.Memory;
import io.schism.harness.cluster.ImageSetup.Mount;
import io.schism.harness.cluster.ImageSetup.Shown;
import io.schism.harness.cluster.ImageSetup.Volume;
import io.schism.harness.yaml.YamlValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code volumes} and {@code tmpfs}. A named volume becomes one of the node's own, so that two services must not share one; what
 * stands on this machine may be read, and not written: it would outlive the run.
 */
final class ComposeMounts {
    private final Path folder;
    private final Map<String, YamlValue> users = new HashMap<>();
    private final ComposeValues values;

    /** @param folder what relative paths are relative to */
    ComposeMounts(Path folder, ComposeValues values) {
        this.folder = folder;
        this.values = values;
    }

    List<Mount> volumes(YamlValue list) {
        return list.list().stream()
                .map(item -> item.isMap() ? longForm(item) : shortForm(item, values.text(item)))
                .toList();
    }

    List<Mount> memory(YamlValue value) {
        List<YamlValue> list = value.isList() ? value.list() : List.of(value);
        return list.stream()
                .map(item -> (Mount) new Memory(target(item, values.text(item))))
                .toList();
    }

    private Mount shortForm(YamlValue where, String text) {
        String[] parts = text.split(":", -1);
        if (parts.length == 1) {
            return new Volume(target(where, text));
        }
        String mode = parts.length > 2 ? parts[2] : "rw";
        if (parts.length > 3 || !(mode.equals("ro") || mode.equals("rw"))) {
            throw where.wrong("is no volume that can be kept: " + text, "write name:/path, or ./file:/path:ro");
        }
        boolean path = parts[0].startsWith(".") || parts[0].startsWith("/") || parts[0].startsWith("~");
        return path
                ? shown(where, parts[0], target(where, parts[1]), mode.equals("ro"))
                : volume(where, parts[0], target(where, parts[1]));
    }

    private Mount longForm(YamlValue item) {
        Map<String, YamlValue> keys = values.map(item, "type", "source", "target", "read_only");
        String type = keys.containsKey("type") ? values.text(keys.get("type")) : "volume";
        String target = target(item, values.text(item.required(keys, "target")));
        boolean readOnly =
                keys.containsKey("read_only") && keys.get("read_only").truth();
        return switch (type) {
            case "tmpfs" -> new Memory(target);
            case "volume" ->
                keys.containsKey("source") ? volume(item, values.text(keys.get("source")), target) : new Volume(target);
            case "bind" -> shown(item, values.text(item.required(keys, "source")), target, readOnly);
            default -> throw item.wrong("has a type that cannot be kept: " + type, "choose volume, bind or tmpfs");
        };
    }

    private Mount volume(YamlValue where, String name, String target) {
        YamlValue other = users.putIfAbsent(name, where);
        if (other != null && other.line() != where.line()) {
            throw where.wrong(
                    "shares the volume " + name + " with line " + other.line(),
                    "give each node a volume of its own: no cut would come between them");
        }
        return new Volume(target);
    }

    private Mount shown(YamlValue where, String source, String target, boolean readOnly) {
        if (source.startsWith("~")) {
            throw where.wrong("names a home folder: " + source, "write a path that begins with ./ or /");
        }
        if (!readOnly) {
            throw where.wrong(
                    "lets the node write to this machine: " + source,
                    "add :ro (read_only: true), or name a volume, which ends with the run");
        }
        return new Shown(folder.resolve(source).normalize().toString(), target);
    }

    private static String target(YamlValue where, String target) {
        if (!target.startsWith("/")) {
            throw where.wrong("has a place inside that is no path: " + target, "start it with /");
        }
        return target;
    }
}
