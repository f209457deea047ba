package io.schism.harness.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Serves the runs of one folder over HTTP until it is closed. Reads only. */
public final class RunsServer implements AutoCloseable {
    private static final int LAST_PORT = 65_535;

    private final HttpServer server;
    private final String host;
    private final Guard guard;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "serve");
        thread.setDaemon(true);
        return thread;
    });

    private RunsServer(HttpServer server, String host, Shelf shelf) {
        this.server = server;
        this.host = host;
        this.guard = new Guard(host);
        Routes routes = new Routes(shelf, open::get);
        server.createContext("/", exchange -> handle(exchange, routes));
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Begins to serve.
     *
     * @param runs the folder that holds the folders of runs
     * @param bind the name or address to listen on; {@code 127.0.0.1} for this machine alone
     * @param port 0 for any that is free
     * @throws UserError where the folder is missing or the address cannot be had
     */
    public static RunsServer open(Path runs, String bind, int port) {
        Shelf shelf = new Shelf(runs);
        if (port < 0 || port > LAST_PORT) {
            throw UserError.usage("there is no port " + port, "choose one up to " + LAST_PORT + ", or 0 for any");
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(bind), port), 0);
            return new RunsServer(server, bind, shelf);
        } catch (UnknownHostException e) {
            throw UserError.usage("no address of this machine: " + bind, "bind to 127.0.0.1");
        } catch (IOException e) {
            throw UserError.environment(
                    "cannot listen on " + bind + ":" + port + ": " + e.getMessage(), "choose another with --port", e);
        }
    }

    /** Where a browser finds the list. */
    public URI address() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + name + ":" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange, Routes routes) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!guard.admits(exchange)) {
                new Answer(exchange).plain(421, "this server does not go by that name");
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                new Answer(exchange).with("Allow", "GET, HEAD").plain(405, "nothing can be changed here");
            } else {
                routes.answer(exchange);
            }
        }
    }

    /** Ends at once; pages that follow a run are cut off. */
    @Override
    public void close() {
        open.set(false);
        server.stop(0);
        threads.shutdownNow();
    }
}
