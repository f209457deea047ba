package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import io.schism.harness.cluster.Launch;
import io.schism.histories.error.UserError;
import io.schism.workloads.time.Pause;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The image that every member runs from: a JRE below, the two node jars on top. Below is the configured base where it is
 * present or can be pulled, and this machine's own JRE where not. Whatever is built is tagged by its content and found
 * again at the next start.
 */
final class Images {
    /** The folder of the node jars in the image, and the one that a member may write to. */
    static final String LIB = "/schism/lib";

    static final String MEMBER = "/schism/member";

    /** The name of the members' images; their tags tell builds apart. */
    static final String NODE = "schism-node";

    /** Whom a member runs as: nobody on the host. */
    static final String USER = "10001:10001";

    /** Says that the base is to be built from this machine's files even where another could be had. */
    static final String SCRATCH = "scratch";

    private static final String DEFAULT_BASE = "eclipse-temurin:17-jre";
    private static final Duration PULL_WITHOUT_NEWS = Duration.ofSeconds(15);
    private static final Logger LOG = LoggerFactory.getLogger(Images.class);

    private final DockerClient client;
    private final String configuredBase;
    private final Function<Launch.Jar, Path> jars;

    Images(DockerClient client, String configuredBase, Function<Launch.Jar, Path> jars) {
        this.client = client;
        this.configuredBase = configuredBase;
        this.jars = jars;
    }

    /** Whether the Engine has it. */
    static boolean isPresent(DockerClient client, String name) {
        return id(client, name).isPresent();
    }

    /**
     * Sees that a user's image is here, or pulls it.
     *
     * @throws UserError where no image is named, or it cannot be had
     */
    static void requireOfService(DockerClient client, String name) {
        if (name.isEmpty()) {
            throw UserError.environment(
                    "the service has no `image`, which is what docker starts",
                    "add `image: NAME` to the service, or use --backend loopback");
        }
        if (!isPresent(client, name) && !pull(client, name)) {
            throw UserError.environment(
                    "the image " + name + " is not here and cannot be pulled",
                    "build it, or `docker pull` it where there is a registry");
        }
    }

    /** Removes the images of that name that no container uses, a line for each. */
    static List<String> removeUnused(DockerClient client, String repository) {
        return client.listImagesCmd().withReferenceFilter(repository).exec().stream()
                .flatMap(image -> Stream.of(image.getRepoTags()))
                .filter(name -> isRemoved(client, name))
                .map(name -> "image " + name)
                .toList();
    }

    private static boolean isRemoved(DockerClient client, String name) {
        try {
            client.removeImageCmd(name).exec();
            return true;
        } catch (ConflictException | NotFoundException e) {
            LOG.info("{} is not removed: {}", name, e.getMessage());
            return false;
        }
    }

    private static Optional<String> id(DockerClient client, String name) {
        try {
            return Optional.ofNullable(client.inspectImageCmd(name).exec().getId());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** The members' image, built if it is not there yet. */
    String node() {
        try {
            String base = base();
            ContentHash hash =
                    new ContentHash().add(dockerfile("")).add(id(client, base).orElse(base));
            for (Launch.Jar jar : Launch.Jar.values()) {
                hash.addContent(jars.apply(jar));
            }
            String name = NODE + ":" + hash.tag();
            if (!isPresent(client, name)) {
                buildNode(base, name);
            }
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String base() throws IOException {
        boolean chosen = !configuredBase.isBlank();
        String wanted = chosen ? configuredBase : DEFAULT_BASE;
        if (!wanted.equals(SCRATCH)) {
            if (isPresent(client, wanted)) {
                return wanted;
            }
            // Without a choice of the user's, what was built before spares a pull that failed before.
            boolean builtBefore = !chosen && LocalJre.find(client).isPresent();
            if (!builtBefore && pull(client, wanted)) {
                return wanted;
            }
        }
        return LocalJre.findOrBuild(client);
    }

    /** Tries to have it from its registry; whether the Engine has it then. */
    private static boolean pull(DockerClient client, String name) {
        LOG.info("pulling {}", name);
        AtomicLong news = new AtomicLong(System.nanoTime());
        AtomicBoolean done = new AtomicBoolean();
        ResultCallback.Adapter<PullResponseItem> watch = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(PullResponseItem item) {
                news.set(System.nanoTime());
            }

            @Override
            public void onError(Throwable problem) {
                LOG.info("{} cannot be pulled: {}", name, problem.getMessage());
                done.set(true);
                super.onError(problem);
            }

            @Override
            public void onComplete() {
                done.set(true);
                super.onComplete();
            }
        };
        try (watch) {
            client.pullImageCmd(name).exec(watch);
            Pause.until(
                    () -> done.get() || System.nanoTime() - news.get() > PULL_WITHOUT_NEWS.toNanos(),
                    Duration.ofMinutes(10),
                    Duration.ofMillis(100));
        } catch (IOException | DockerException e) {
            LOG.info("{} cannot be pulled: {}", name, e.getMessage());
        }
        return isPresent(client, name);
    }

    private void buildNode(String base, String name) throws IOException {
        LOG.info("building {} on {}", name, base);
        Path folder = Files.createTempDirectory("schism-node");
        try {
            for (Launch.Jar jar : Launch.Jar.values()) {
                Path target = Files.createDirectories(folder.resolve("lib")).resolve(jar.resource());
                Files.copy(jars.apply(jar), target, StandardCopyOption.REPLACE_EXISTING);
            }
            for (String own : Set.of("conf", "data")) {
                Files.createFile(
                        Files.createDirectories(folder.resolve("member").resolve(own))
                                .resolve(".keep"));
            }
            Path dockerfile = Files.writeString(folder.resolve("Dockerfile"), dockerfile(base));
            try (BuildImageResultCallback result = new BuildImageResultCallback()) {
                client.buildImageCmd(new File(dockerfile.toString()))
                        .withTags(Set.of(name))
                        .withNetworkMode("none")
                        .exec(result)
                        .awaitImageId();
            }
        } catch (DockerException e) {
            throw UserError.environment(
                    "cannot build " + name + " on " + base + ": " + e.getMessage(),
                    "set SCHISM_IMAGE_BASE to an image with a JRE 17 or later, or to " + SCRATCH,
                    e);
        } finally {
            Folders.delete(folder);
        }
    }

    /** The dump of the JDK's own classes, which a JRE made by jlink lacks, halves the start of every member. */
    private static String dockerfile(String base) {
        return """
                FROM %s
                RUN ["java", "-Xshare:dump"]
                COPY lib %s
                COPY --chown=%s member %s
                """
                .formatted(base, LIB, USER, MEMBER);
    }
}
