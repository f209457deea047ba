package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import io.schism.histories.error.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A base image from the JDK that runs the harness: a JRE linked from it, and the C library that it stands on. */
final class LocalJre {
    private static final String JRE = "/opt/jre";
    /** What ZooKeeper, Curator, Jackson, Logback and the JDK's HTTP server and client use. */
    private static final String MODULES = "java.base,java.logging,java.management,java.naming,java.net.http,"
            + "java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.management,"
            + "jdk.net,jdk.unsupported";

    private static final Path NSSWITCH = Path.of("/etc/nsswitch.conf");
    private static final Logger LOG = LoggerFactory.getLogger(LocalJre.class);

    private LocalJre() {}

    static Optional<String> find(DockerClient client) throws IOException {
        return Optional.of(name()).filter(name -> Images.isPresent(client, name));
    }

    static String findOrBuild(DockerClient client) throws IOException {
        String name = name();
        if (!Images.isPresent(client, name)) {
            LOG.info("building {} from {}", name, System.getProperty("java.home"));
            build(client, name);
        }
        return name;
    }

    private static String name() throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        ContentHash hash = new ContentHash().add("1").add(MODULES).add(System.getProperty("java.runtime.version"));
        for (String file : List.of("release", "bin/java", "lib/modules")) {
            if (Files.exists(home.resolve(file))) {
                hash.addStamp(home.resolve(file).toRealPath());
            }
        }
        for (Path library : LibraryClosure.of(List.of(home.resolve("bin/java")))) {
            hash.addStamp(library.toRealPath());
        }
        return "schism-jre:" + hash.tag();
    }

    private static void build(DockerClient client, String name) throws IOException {
        Path folder = Files.createTempDirectory("schism-jre");
        try {
            Path jre = folder.resolve("jre");
            link(jre);
            ScratchImage image = new ScratchImage(Map.of("PATH", JRE + "/bin", "JAVA_HOME", JRE));
            image.withFolder(JRE, jre);
            try (Stream<Path> all = Files.walk(jre)) {
                List<Path> programs = all.filter(Files::isRegularFile).toList();
                LibraryClosure.of(programs).stream()
                        .filter(library -> !library.startsWith(jre))
                        .forEach(image::with);
            }
            if (Files.exists(NSSWITCH)) {
                image.with(NSSWITCH);
            }
            image.load(client, name);
        } finally {
            Folders.delete(folder);
        }
    }

    private static void link(Path jre) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        int exit = ToolProvider.findFirst("jlink")
                .map(jlink -> jlink.run(
                        out,
                        out,
                        "--add-modules",
                        MODULES,
                        "--strip-java-debug-attributes",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        jre.toString()))
                .orElse(-1);
        if (exit != 0) {
            throw UserError.environment(
                    "no JRE image can be had, and jlink makes none: "
                            + told.toString(StandardCharsets.UTF_8).trim(),
                    "run on a whole JDK, or set SCHISM_IMAGE_BASE to an image with a JRE");
        }
    }
}
