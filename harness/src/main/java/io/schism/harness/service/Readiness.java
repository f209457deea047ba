package io.schism.harness.service;

import io.schism.harness.client.ReadyQuestion;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Placement;
import io.schism.harness.cluster.Port;
import io.schism.harness.process.ChildProcess;
import io.schism.harness.process.ProgramCommand;
import io.schism.histories.error.UserError;
import io.schism.workloads.client.Http;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** What "ready" is. Asked past every cut. */
sealed interface Readiness {
    Duration PATIENCE = Duration.ofSeconds(1);

    boolean holds(Placement placement, Member member);

    /** Whether a process that stands still cannot hold it: the kernel accepts connections for a stopped one. */
    boolean needsLife();

    /** Lets go of whatever it keeps open to a node. */
    default void release(InetSocketAddress node) {}

    /** A status of 200 to 299 at a path. */
    record OverHttp(String path) implements Readiness {
        private static final Http CALLS = new Http(PATIENCE, PATIENCE);

        @Override
        public boolean holds(Placement placement, Member member) {
            try {
                int status = CALLS.send(
                                placement.site().observe(member.name(), Port.HTTP),
                                ClassicRequestBuilder.get(path).build())
                        .status();
                return status >= 200 && status < 300;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public boolean needsLife() {
            return true;
        }
    }

    /** A query that answers true. */
    record OverSql(ReadyQuestion question) implements Readiness {
        @Override
        public boolean holds(Placement placement, Member member) {
            return question.holds(placement.site().observe(member.name(), Port.HTTP), PATIENCE);
        }

        @Override
        public boolean needsLife() {
            return true;
        }

        @Override
        public void release(InetSocketAddress node) {
            question.release(node);
        }
    }

    /** A connection that stays open: a published port of a container accepts, and closes at once, where nobody listens. */
    record OverTcp() implements Readiness {
        private static final int OPEN_MILLIS = 150;

        @Override
        public boolean holds(Placement placement, Member member) {
            InetSocketAddress address = placement.site().observe(member.name(), Port.HTTP);
            try (Socket socket = new Socket()) {
                socket.connect(address, (int) PATIENCE.toMillis());
                socket.setSoTimeout(OPEN_MILLIS);
                return socket.getInputStream().read() >= 0;
            } catch (SocketTimeoutException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public boolean needsLife() {
            return false;
        }
    }

    /** What the image's own health check says; a connection where a node has none. */
    record ByHealth() implements Readiness {
        private static final Readiness OTHERWISE = new OverTcp();

        @Override
        public boolean holds(Placement placement, Member member) {
            return placement.site().isHealthy(member.name()).orElseGet(() -> OTHERWISE.holds(placement, member));
        }

        @Override
        public boolean needsLife() {
            return false;
        }
    }

    /** A line in its output. */
    record InLog(Pattern line) implements Readiness {
        @Override
        public boolean holds(Placement placement, Member member) {
            return lastLines(placement, member).stream()
                    .anyMatch(l -> line.matcher(l).find());
        }

        @Override
        public boolean needsLife() {
            return false;
        }
    }

    /** A program on this machine that ends with 0; {@code {host}} and {@code {port}} are where it reaches the node. */
    record ByCommand(List<String> command, Path folder) implements Readiness {
        @Override
        public boolean holds(Placement placement, Member member) {
            InetSocketAddress address = placement.site().observe(member.name(), Port.HTTP);
            List<String> line = command.stream()
                    .map(word -> word.replace("{node}", member.name())
                            .replace("{host}", address.getHostString())
                            .replace("{port}", Integer.toString(address.getPort())))
                    .toList();
            Path log = placement.site().log(member.name()).orElse(Path.of("/dev/null"));
            return ChildProcess.start(new ProgramCommand("ready", member.name(), line, java.util.Map.of(), folder, log))
                    .exitWithin(PATIENCE.multipliedBy(2))
                    .stream()
                    .anyMatch(exit -> exit == 0);
        }

        @Override
        public boolean needsLife() {
            return true;
        }
    }

    /** What a node has printed, as far as it is text. */
    static List<String> lastLines(Placement placement, Member member) {
        Optional<Path> log = placement.site().log(member.name()).filter(Files::isReadable);
        if (log.isEmpty()) {
            return List.of();
        }
        try {
            return new String(Files.readAllBytes(log.get()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw UserError.environment("cannot read " + log.get() + ": " + e.getMessage(), "check the disk", e);
        }
    }
}
