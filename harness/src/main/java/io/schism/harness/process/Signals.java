package io.schism.harness.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A shell that sends signals as fast as it is told to: one started for each would cost more than it takes away. */
final class Signals implements AutoCloseable {
    private final OutputStream shell;

    private Signals(OutputStream shell) {
        this.shell = shell;
    }

    /** It ends by itself when the harness does, however that ends. */
    static Signals open() {
        try {
            return new Signals(new ProcessBuilder("sh")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run sh to signal processes", e);
        }
    }

    /** To all of its family; nothing where the process is gone. */
    void send(String name, ChildProcess to) {
        if (!to.isAlive()) {
            return;
        }
        String family = to.pids().stream().map(String::valueOf).collect(Collectors.joining(" "));
        try {
            shell.write(("kill -" + name + " " + family + "\n").getBytes(StandardCharsets.US_ASCII));
            shell.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the shell that sends signals is gone", e);
        }
    }

    @Override
    public void close() {
        try {
            shell.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
