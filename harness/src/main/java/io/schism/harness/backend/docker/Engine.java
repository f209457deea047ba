package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;

/** The Docker Engine, if one answers. */
final class Engine {
    private static final Duration PING_LIMIT = Duration.ofSeconds(4);
    /** The ping has told whether it answers; the client's own start takes long on a busy machine. */
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(90);

    private static final String REMEDY =
            "start Docker, or run `make docker` as root on Debian, or use --backend loopback";

    private Engine() {}

    /**
     * The client, once the Engine has answered.
     *
     * @throws UserError of kind ENVIRONMENT where it does not within a few seconds
     */
    static DockerClient connect() {
        // Testcontainers tries many places for long before it gives up, and one that the user did not name: a ping of
        // the right one tells sooner.
        URI host = host(System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock"));
        if ("unix".equals(host.getScheme())) {
            within(PING_LIMIT, () -> ping(UnixDomainSocketAddress.of(host.getPath())));
        } else if (host.getHost() != null && host.getPort() > 0) {
            within(PING_LIMIT, () -> reach(new InetSocketAddress(host.getHost(), host.getPort())));
        }
        return within(CONNECT_LIMIT, () -> DockerClientFactory.instance().client());
    }

    private static URI host(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw unavailable("DOCKER_HOST is no address: " + text, e);
        }
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
            // The cause, without the name of its class.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw unavailable(String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted", e);
        }
    }

    private static String ping(UnixDomainSocketAddress socket) {
        try (SocketChannel channel = SocketChannel.open(socket)) {
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

    private static String reach(InetSocketAddress address) {
        try (SocketChannel channel = SocketChannel.open(address)) {
            return channel.toString();
        } catch (IOException | UnresolvedAddressException e) {
            throw new IllegalStateException(address + ": " + e.getMessage(), e);
        }
    }

    private static UserError unavailable(String why, Throwable cause) {
        return UserError.environment("Docker does not answer: " + why, REMEDY, cause);
    }
}
