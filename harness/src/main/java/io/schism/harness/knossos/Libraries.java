package io.schism.harness.knossos;

import io.schism.histories.error.UserError;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The class path of the child: what the user names first, then what the build put aside, then the child's own code. */
final class Libraries {
    static final String VARIABLE = "SCHISM_KNOSSOS_CLASSPATH";

    private Libraries() {}

    /**
     * The class path, from jars on disk.
     *
     * @param named as the user wrote it: jars, folders of classes, or {@code DIR/*} for the jars of a folder
     * @throws UserError where Knossos or Clojure is not on it
     */
    static List<Path> classPath(@Nullable String named) {
        Path own = own();
        Path distribution = Files.isDirectory(own)
                ? own.resolveSibling("schism")
                : own.resolveSibling("..").normalize();
        return classPath(named, distribution.resolve("clojure"), own);
    }

    /** @param aside the folder of what the build put aside */
    static List<Path> classPath(@Nullable String named, Path aside, Path own) {
        List<Path> path = new ArrayList<>();
        for (String entry : named == null ? new String[0] : named.split(File.pathSeparator)) {
            if (entry.endsWith("/*")) {
                path.addAll(jars(Path.of(entry.substring(0, entry.length() - 2))));
            } else if (!entry.isBlank()) {
                path.add(Path.of(entry).toAbsolutePath());
            }
        }
        path.addAll(jars(aside));
        path.add(own);
        if (!holds(path, "clojure/java/api/Clojure.class")) {
            throw UserError.environment(
                    "Clojure is not beside the harness", "run `make build`, or name its jars in " + VARIABLE);
        }
        if (!holds(path, "knossos/competition.clj") && !holds(path, "knossos/competition__init.class")) {
            throw UserError.environment(
                    "Knossos is not here",
                    "get it from Clojars with `mvn -Pknossos -DskipTests package`, or name its jars in " + VARIABLE);
        }
        return List.copyOf(path);
    }

    private static Path own() {
        try {
            return Path.of(KnossosMain.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> jars(Path folder) {
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.toAbsolutePath(), "*.jar")) {
                found.forEach(jars::add);
            } catch (IOException e) {
                throw UserError.environment(
                        "cannot read " + folder + ": " + e.getMessage(), "check its permissions", e);
            }
        }
        jars.sort(null);
        return jars;
    }

    private static boolean holds(List<Path> path, String resource) {
        try (URLClassLoader loader = new URLClassLoader(
                path.stream().map(Libraries::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            return loader.findResource(resource) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
