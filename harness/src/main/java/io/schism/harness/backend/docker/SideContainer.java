package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shell in the network namespace of the host, or of a member, with the right to change its firewall and no other, kept waiting on its
 * standard input: a command is in force milliseconds after it is sent, where a new exec would take a hundred.
 *
 * <p>Made without Testcontainers, whose own clean-up at the end of the JVM would take it away before its last work.
 */
final class SideContainer implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Pattern DONE = Pattern.compile("(?s)(.*)schism-done (\\d+)\\n");

    private final DockerClient client;
    private final String id;
    private final Typed typed = new Typed();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private SideContainer(DockerClient client, String id) {
        this.client = client;
        this.id = id;
    }

    static SideContainer start(DockerClient client, String image, String name, Map<String, String> labels) {
        return start(client, image, name, labels, "host", List.of());
    }

    /**
     * @param network {@code host}, or {@code container:} and whose network it shares
     * @param devices of the host that it may use
     */
    static SideContainer start(
            DockerClient client,
            String image,
            String name,
            Map<String, String> labels,
            String network,
            List<Device> devices) {
        HostConfig host = new HostConfig()
                .withNetworkMode(network)
                .withCapDrop(Capability.ALL)
                .withCapAdd(Capability.NET_ADMIN)
                .withDevices(devices)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withReadonlyRootfs(true)
                .withMemory(64L << 20)
                .withPidsLimit(32L);
        String id = client.createContainerCmd(image)
                .withName(name)
                .withLabels(labels)
                .withEntrypoint(SideImage.SHELL)
                .withStdinOpen(true)
                .withStdInOnce(true)
                .withHostConfig(host)
                .exec()
                .getId();
        SideContainer side = new SideContainer(client, id);
        try {
            side.attach();
            client.startContainerCmd(id).exec();
            return side;
        } catch (RuntimeException e) {
            side.close(); // its name is needed when this is tried again
            throw e;
        }
    }

    private void attach() {
        client.attachContainerCmd(id)
                .withStdIn(typed)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(new ResultCallback.Adapter<Frame>() {
                    @Override
                    public void onNext(Frame frame) {
                        told.add(new String(frame.getPayload(), StandardCharsets.UTF_8));
                    }
                });
    }

    /** What a command printed, and its exit code. */
    record Answer(int exit, String text) {}

    /** Runs one command after the other, in the order of the calls. */
    synchronized Answer run(String command) {
        told.clear();
        typed.type("{ " + command + "\n} 2>&1\necho schism-done $?\n");
        StringBuilder text = new StringBuilder();
        long end = System.nanoTime() + ANSWER_LIMIT.toNanos();
        try {
            while (true) {
                String part = told.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (part == null) {
                    throw new IllegalStateException(
                            "the side container does not answer within " + ANSWER_LIMIT + ": " + text);
                }
                Matcher done = DONE.matcher(text.append(part));
                if (done.matches()) {
                    return new Answer(
                            Integer.parseInt(done.group(2)), done.group(1).trim());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the side container works", e);
        }
    }

    /** Runs one nft script, which takes effect as a whole or not at all. */
    Answer nft(String script) {
        return run(SideImage.NFT + " -f - <<'END_OF_SCRIPT'\n" + script + "\nEND_OF_SCRIPT");
    }

    @Override
    public void close() {
        typed.close();
        try {
            client.removeContainerCmd(id).withForce(true).exec();
        } catch (NotFoundException | ConflictException e) {
            // Somebody else has removed it, or is about to.
        }
    }

    /** The shell's standard input. A piped stream would poll, and tie itself to the threads at its ends. */
    private static final class Typed extends InputStream {
        private static final byte[] END = new byte[0];
        private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
        private byte[] current = END;
        private int next;
        private boolean ended;

        void type(String text) {
            chunks.add(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (ended) {
                return -1;
            }
            while (next == current.length) {
                try {
                    current = chunks.take();
                    next = 0;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                }
                if (current.length == 0) {
                    ended = true;
                    return -1;
                }
            }
            int count = Math.min(length, current.length - next);
            System.arraycopy(current, next, into, offset, count);
            next += count;
            return count;
        }

        @Override
        public void close() {
            chunks.add(END);
        }
    }
}
