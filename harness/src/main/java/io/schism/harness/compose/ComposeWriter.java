package io.schism.harness.compose;

import io.schism.harness.cluster.ImageSetup;
import io.schism.harness.cluster.ImageSetup.Memory;
import io.schism.harness.cluster.ImageSetup.Shown;
import io.schism.harness.cluster.ImageSetup.Volume;
import io.schism.harness.yaml.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a service as a Compose file would say it, so that it is read back as the same. */
final class ComposeWriter {
    private ComposeWriter() {}

    static Map<String, Object> written(ComposeService service) {
        Map<String, Object> written = new LinkedHashMap<>();
        ImageSetup setup = service.setup();
        written.put("image", plain(service.image()));
        put(written, "entrypoint", setup.entrypoint());
        put(written, "command", setup.arguments());
        if (!setup.variables().isEmpty()) {
            Map<String, Object> variables = new LinkedHashMap<>();
            setup.variables().forEach((name, value) -> variables.put(name, plain(value)));
            written.put("environment", variables);
        }
        put(written, "user", setup.user());
        put(written, "working_dir", setup.folder());
        List<String> volumes = new ArrayList<>();
        List<String> memory = new ArrayList<>();
        setup.mounts().forEach(mount -> {
            if (mount instanceof Volume volume) {
                volumes.add(volume.target());
            } else if (mount instanceof Shown shown) {
                volumes.add(shown.source() + ":" + shown.target() + ":ro");
            } else if (mount instanceof Memory) {
                memory.add(mount.target());
            }
        });
        put(written, "volumes", volumes);
        put(written, "tmpfs", memory);
        put(written, "expose", service.ports().stream().map(String::valueOf).toList());
        setup.health().ifPresent(health -> {
            Map<String, Object> check = new LinkedHashMap<>();
            put(check, "test", health.test());
            check.put("timeout", Durations.write(health.limit()));
            written.put("healthcheck", check);
        });
        return written;
    }

    private static void put(Map<String, Object> written, String key, List<String> texts) {
        if (!texts.isEmpty()) {
            written.put(key, texts.stream().map(ComposeWriter::plain).toList());
        }
    }

    private static void put(Map<String, Object> written, String key, String text) {
        if (!text.isEmpty()) {
            written.put(key, plain(text));
        }
    }

    /** No variable begins in it. */
    private static String plain(String text) {
        return text.replace("$", "$$");
    }
}
