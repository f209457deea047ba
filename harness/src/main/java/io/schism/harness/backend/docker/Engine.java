package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/** The Docker Engine, if one answers. */
final class Engine {
    private static final Path SOCKET = Path.of("/var/run/docker.sock");
    private static final Duration PING_LIMIT = Duration.ofSeconds(4);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
    private static final String REMEDY =
            "start Docker, or run `make docker` as root on Debian, or use --backend loopback";

    private Engine() {}

    /**
     * The client, once the Engine has answered.
     *
     * @throws UserError of kind ENVIRONMENT where it does not within a few seconds
     */
    static DockerClient connect() {
        // Testcontainers tries many places for long before it gives up; one ping of the usual socket tells sooner.
        if (System.getenv("DOCKER_HOST") == null) {
            if (!Files.exists(SOCKET)) {
                throw unavailable("there is no " + SOCKET, null);
            }
            within(PING_LIMIT, () -> ping(SOCKET));
        }
        return within(CONNECT_LIMIT, () -> DockerClientFactory.instance().client());
    }

    private static <T> T within(Duration limit, Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread asker = new Thread(
                () -> {
                    try {
                        answer.complete(question.get());
                    } catch (RuntimeException | LinkageError e) {
                        answer.completeExceptionally(e);
                    }
                },
                "docker-connect");
        asker.setDaemon(true);
        asker.start();
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unavailable("no answer within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw unavailable(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted", e);
        }
    }

    private static String ping(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap("GET /_ping HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(64);
            channel.read(answer);
            String status = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
            if (!status.contains(" 200 ")) {
                throw new IllegalStateException(
                        socket + " answers " + status.lines().findFirst().orElse("nothing"));
            }
            return status;
        } catch (IOException e) {
            throw new IllegalStateException(socket + ": " + e.getMessage(), e);
        }
    }

    private static UserError unavailable(String why, @Nullable Throwable cause) {
        String problem = "Docker does not answer: " + why;
        return cause == null ? UserError.environment(problem, REMEDY) : UserError.environment(problem, REMEDY, cause);
    }
}
