package io.schism.workloads.coordination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves JSON over HTTP. A thread a request, as many as there are connections: requests that wait for their copies must
 * not keep appends or observers waiting.
 */
public final class JsonServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JsonServer.class);

    static {
        // Read once by the server's classes: no delay for small answers, and no connection ended between two requests.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
    }

    /** A request; the body is a {@link NullNode} where there is none. */
    public record Request(String method, String path, JsonNode body) {}

    /** An answer; the body is anything that Jackson can write. */
    public record Reply(int status, Object body) {
        /** What was asked for. */
        public static Reply ok(Object body) {
            return new Reply(200, body);
        }

        /** Nothing stands at this path. */
        public static Reply unknown(Request request) {
            return new Reply(404, Map.of("error", "unknown", "path", request.path()));
        }

        /** The request could not be understood. */
        public static Reply bad(String problem) {
            return new Reply(400, Map.of("error", "bad-request", "problem", problem));
        }
    }

    /** Answers one request; called on many threads. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers.
         *
         * @throws IOException where the request's body is not what it should be
         */
        Reply handle(Request request) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private JsonServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Serves from now on.
     *
     * @throws UserError where the address cannot be bound
     */
    public static JsonServer start(InetSocketAddress listen, String name, Handler handler) {
        HttpServer server;
        try {
            server = HttpServer.create(Addresses.resolve(listen), 0);
        } catch (IOException e) {
            throw UserError.environment(
                    "cannot listen on " + listen.getHostString() + ":" + listen.getPort() + ": " + e.getMessage(),
                    "end what uses the port, or name another",
                    e);
        }
        AtomicInteger count = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + "-http-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, handler));
        server.start();
        return new JsonServer(server, threads);
    }

    /** Where it listens; tells the port where any was asked for. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static void serve(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            Reply reply = answer(exchange, bytes, handler);
            byte[] body = Json.MAPPER.writeValueAsBytes(reply.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Reply answer(HttpExchange exchange, byte[] bytes, Handler handler) {
        String path = exchange.getRequestURI().getPath();
        try {
            JsonNode body = bytes.length == 0 ? NullNode.getInstance() : Json.MAPPER.readTree(bytes);
            return handler.handle(new Request(exchange.getRequestMethod(), path, body));
        } catch (IOException | IllegalArgumentException e) {
            return Reply.bad(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            // Every call meets it while it lasts; who syncs tells the rest once.
            log.error("{} {} failed on the disk: {}", exchange.getRequestMethod(), path, e.getMessage());
            return new Reply(500, Map.of("error", "disk"));
        } catch (RuntimeException e) {
            log.error("{} {} failed", exchange.getRequestMethod(), path, e);
            return new Reply(500, Map.of("error", "internal"));
        }
    }

    /** Ends at once; requests under way lose their connection. Their threads are not interrupted: they may be syncing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
