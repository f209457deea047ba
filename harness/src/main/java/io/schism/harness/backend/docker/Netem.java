package io.schism.harness.backend.docker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The kernel's own delay line. Not every kernel is built with it: see {@link TapLine}. */
final class Netem {
    private static final String MODULE = "sch_netem";
    private static final String OPTION = "CONFIG_NET_SCH_NETEM=";
    private static final Path CONFIGURATION = Path.of("/proc/config.gz");

    private Netem() {}

    /** Why it cannot be had here; empty where it can. */
    static Optional<String> lacking() {
        Optional<String> tool = lackingTool();
        return tool.isPresent() || isInKernel()
                ? tool
                : Optional.of("the kernel of this machine is built without netem, which delays packets");
    }

    /** Why not even rates can be had; empty where they can. */
    static Optional<String> lackingTool() {
        return SideImage.tc().isPresent()
                ? Optional.empty()
                : Optional.of("this machine has no tc, which queues packets (apt-get install iproute2)");
    }

    private static boolean isInKernel() {
        Path modules = Path.of("/lib/modules", System.getProperty("os.version"));
        boolean listed = Files.exists(Path.of("/sys/module", MODULE))
                || List.of("modules.dep", "modules.builtin").stream().anyMatch(file -> has(modules.resolve(file)));
        return listed || isConfigured();
    }

    private static boolean has(Path list) {
        try (Stream<String> lines = Files.lines(list)) {
            return lines.anyMatch(line -> line.contains(MODULE));
        } catch (IOException e) {
            // A kernel without modules has no list of them.
            return false;
        }
    }

    private static boolean isConfigured() {
        try (InputStream packed = Files.newInputStream(CONFIGURATION);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.US_ASCII))) {
            return lines.lines().anyMatch(line -> line.startsWith(OPTION));
        } catch (IOException e) {
            // Not every kernel tells how it was built.
            return false;
        }
    }
}
