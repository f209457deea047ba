package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** An image made of this machine's own files, with nothing below: what serves where no registry can be reached. */
final class ScratchImage {
    private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");

    /** Path in the image to file on this machine. */
    private final Map<String, Path> files = new TreeMap<>();

    private final Map<String, String> environment;

    ScratchImage(Map<String, String> environment) {
        this.environment = environment;
    }

    ScratchImage with(String inImage, Path file) {
        files.put(inImage, file);
        return this;
    }

    /** Puts a file where it is on this machine. */
    ScratchImage with(Path file) {
        return with(file.toString(), file);
    }

    /** Puts a whole folder there. */
    ScratchImage withFolder(String inImage, Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                with(inImage + "/" + folder.relativize(file), file);
            }
        }
        return this;
    }

    List<Path> files() {
        return new ArrayList<>(files.values());
    }

    /** Builds it and hands it to the Engine under that name. */
    void load(DockerClient client, String name) {
        try {
            Path tar = Files.createTempFile("schism-image", ".tar");
            try {
                write(tar, name);
                try (InputStream in = Files.newInputStream(tar)) {
                    client.loadImageCmd(in).exec();
                }
            } finally {
                Files.deleteIfExists(tar);
            }
        } catch (IOException | ExecutionException e) {
            throw UserError.environment(
                    "cannot build the image " + name + ": " + e.getMessage(),
                    "see that the temporary folder and ~/.cache can be written and have 500 MB free",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while building the image " + name, e);
        }
    }

    private void write(Path tar, String name) throws IOException, InterruptedException, ExecutionException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("files");
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path real = file.getValue().toRealPath();
            layer.addEntry(
                    real,
                    AbsoluteUnixPath.get(file.getKey()),
                    Files.isExecutable(real) || file.getKey().contains(".so")
                            ? EXECUTABLE
                            : FilePermissions.DEFAULT_FILE_PERMISSIONS);
        }
        try {
            Jib.fromScratch()
                    .setEnvironment(environment)
                    .addFileEntriesLayer(layer.build())
                    .containerize(Containerizer.to(TarImage.at(tar).named(name))
                            .setOfflineMode(true)
                            .setToolName("schism"));
        } catch (InvalidImageReferenceException | RegistryException | CacheDirectoryCreationException e) {
            throw new IOException(e);
        }
    }
}
