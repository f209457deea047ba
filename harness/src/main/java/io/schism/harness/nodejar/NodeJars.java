package io.schism.harness.nodejar;

import io.schism.harness.cluster.Launch;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The two node jars as files. They are resources of the harness, so that they are the same bytes on every backend, and
 * are extracted once into a cache folder named after their content: {@code $SCHISM_CACHE}, else
 * {@code $XDG_CACHE_HOME/schism}, else {@code ~/.cache/schism}.
 */
public final class NodeJars {
    private static final String RESOURCES = "/io/schism/harness/nodejars/";
    private static final int HASH_BYTES = 12;
    private static final Map<Launch.Jar, Path> FOUND = new EnumMap<>(Launch.Jar.class);

    private NodeJars() {}

    /**
     * The jar as a file, in a folder of its own that is named after its content; whatever is derived from the jar may be
     * cached beside it.
     *
     * @throws UserError of kind ENVIRONMENT where the harness was built without the jars, or no cache can be written
     */
    public static Path path(Launch.Jar jar) {
        synchronized (FOUND) {
            Path known = FOUND.get(jar);
            if (known != null && Files.exists(known)) {
                return known;
            }
            Path extracted = extract(RESOURCES + jar.resource(), cacheFolder(System.getenv()), jar.resource());
            FOUND.put(jar, extracted);
            return extracted;
        }
    }

    /** Removes the jars of every build from the cache, but for those that a process has on its command line; a line for each build. */
    public static List<String> clear() {
        return clear(cacheFolder(System.getenv()));
    }

    static List<String> clear(Path cache) {
        if (!Files.isDirectory(cache)) {
            return List.of();
        }
        String inUse = ProcessHandle.allProcesses()
                .flatMap(process -> process.info().arguments().stream())
                .flatMap(Stream::of)
                .filter(argument -> argument.contains(cache.toString()))
                .collect(Collectors.joining("\n"));
        List<String> removed = new ArrayList<>();
        try (Stream<Path> builds = Files.list(cache)) {
            for (Path build : builds.filter(NodeJars::isOfBuild).toList()) {
                if (!inUse.contains(build.toString())) {
                    remove(build);
                    removed.add("node jars " + build);
                }
            }
        } catch (IOException e) {
            throw UserError.environment("cannot empty " + cache + ": " + e.getMessage(), "remove it by hand", e);
        }
        return removed;
    }

    /** Whether this is a folder that {@link #store} made: nothing else that lies there is touched. */
    private static boolean isOfBuild(Path folder) {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && folder.getFileName().toString().matches("[0-9a-f]{" + 2 * HASH_BYTES + "}");
    }

    private static void remove(Path build) throws IOException {
        try (Stream<Path> files = Files.list(build)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(build);
    }

    static Path cacheFolder(Map<String, String> environment) {
        String own = environment.getOrDefault("SCHISM_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own).toAbsolutePath();
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("schism").toAbsolutePath();
    }

    static Path extract(String resource, Path cache, String name) {
        try (InputStream in = NodeJars.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw UserError.environment(
                        "the harness was built without its node jar " + name, "build it with: make build");
            }
            return store(in, cache, name);
        } catch (IOException | UncheckedIOException e) {
            throw UserError.environment(
                    "cannot keep " + name + " in " + cache + ": " + e.getMessage(),
                    "point SCHISM_CACHE at a folder that can be written",
                    e);
        }
    }

    /** Writes aside, then renames: two harnesses that start together both end with a complete file. */
    private static Path store(InputStream in, Path cache, String name) throws IOException {
        Files.createDirectories(cache);
        Path aside = Files.createTempFile(cache, name, ".part");
        try {
            MessageDigest digest = sha256();
            Files.copy(new DigestInputStream(in, digest), aside, StandardCopyOption.REPLACE_EXISTING);
            // A temporary file is private to its user; a container reads the jar as another one.
            Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
            String hash = HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
            Path folder = Files.createDirectories(cache.resolve(hash));
            Path target = folder.resolve(name);
            if (!Files.exists(target) || Files.size(target) != Files.size(aside)) {
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return target;
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
