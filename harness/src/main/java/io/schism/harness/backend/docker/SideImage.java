package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import io.schism.histories.error.UserError;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The image of the side container: this machine's nft, its tc and socat where it has them, a shell, and the libraries of all. */
final class SideImage {
    static final String SHELL = "/bin/sh";
    static final String NFT = "/usr/sbin/nft";
    static final String SOCAT = "/usr/bin/socat";
    private static final String TC = "/usr/sbin/tc";

    private SideImage() {}

    /** Where this machine has nft, if it does. */
    static Optional<Path> nft() {
        return find("nft");
    }

    /** Where this machine has tc, if it does. */
    static Optional<Path> tc() {
        return find("tc");
    }

    /** Where this machine has socat, if it does. */
    static Optional<Path> socat() {
        return find("socat");
    }

    private static Optional<Path> find(String program) {
        List<String> folders = new ArrayList<>(
                Arrays.asList(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.addAll(List.of("/usr/sbin", "/sbin", "/usr/local/sbin"));
        return folders.stream()
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * The image's name, built if it is not there yet.
     *
     * @throws UserError of kind ENVIRONMENT where this machine has no nft
     */
    static String findOrBuild(DockerClient client) {
        Path nft = nft().orElseThrow(() -> UserError.environment(
                "this machine has no nft, which the docker backend cuts the network with",
                "apt-get install nftables, or use --backend loopback"));
        try {
            ScratchImage image = new ScratchImage(Map.of("PATH", "/usr/sbin:/bin"));
            Map<String, Path> programs = new TreeMap<>(Map.of(NFT, nft, SHELL, Path.of(SHELL)));
            tc().ifPresent(tc -> programs.put(TC, tc));
            socat().ifPresent(socat -> programs.put(SOCAT, socat));
            programs.forEach(image::with);
            LibraryClosure.of(programs.values()).forEach(image::with);
            ContentHash hash = new ContentHash().add("1");
            for (Path file : image.files()) {
                hash.addContent(file);
            }
            String name = "schism-side:" + hash.tag();
            if (!Images.isPresent(client, name)) {
                image.load(client, name);
            }
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
