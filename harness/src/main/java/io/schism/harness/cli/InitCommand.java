package io.schism.harness.cli;

import io.schism.harness.client.ClientKind;
import io.schism.harness.client.ClientKinds;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        description = "Write a commented scenario for a service of your own.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    private static final String EXAMPLE = "/io/schism/harness/service/example.yml";

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file to write; schism.yml where none is named.")
    Path file = Path.of("schism.yml");

    @Option(names = "--client", description = "Who speaks to it; see `schism list clients`.", defaultValue = "http")
    String client = "http";

    @Override
    public Integer call() {
        String text = text(client);
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw UserError.usage(file + " is there already", "name another file, or remove it");
        } catch (IOException e) {
            throw UserError.environment("cannot write " + file + ": " + e.getMessage(), "name another file", e);
        }
        System.out.println("wrote " + file + "; change it to your service, then: schism doctor " + file);
        return 0;
    }

    /** The example with a client of that kind. */
    static String text(String client) {
        ClientKind kind = ClientKinds.named(client)
                .orElseThrow(() -> UserError.usage(
                        "no client " + client, "choose one of " + String.join(", ", ClientKinds.names())));
        try (InputStream in = InitCommand.class.getResourceAsStream(EXAMPLE)) {
            if (in == null) {
                throw new IllegalStateException(EXAMPLE + " is not bundled");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{client}\n", kind.example().indent(4));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
