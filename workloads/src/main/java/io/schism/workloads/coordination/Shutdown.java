package io.schism.workloads.coordination;

import io.schism.histories.error.UserError;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a process of the service: one configuration, something that runs, an end in order on SIGTERM. */
public final class Shutdown {
    private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Shutdown() {}

    /** Runs a main: what it starts lives until the process is told to end; a user's mistake is one line and its exit code. */
    public static void run(String[] args, BiConsumer<Path, Shutdown> start) {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::end, "end"));
        try {
            if (args.length != 1) {
                throw UserError.usage(
                        "one configuration is needed, not " + args.length, "name it as the only argument");
            }
            start.accept(Path.of(args[0]), shutdown);
        } catch (UserError e) {
            System.err.println(e.getMessage());
            System.exit(e.kind().exitCode());
        } catch (RuntimeException e) {
            log.error("not started", e);
            System.exit(UserError.Kind.ENVIRONMENT.exitCode());
        }
    }

    /** Has this closed at the end, before what was named earlier. */
    public synchronized void closes(AutoCloseable resource) {
        open.push(resource);
    }

    private synchronized void end() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) { // AutoCloseable's signature
                log.error("not ended in order", e);
            }
        }
        log.info("ended");
    }
}
