package io.schism.histories.synthetic;

import io.schism.histories.edn.EdnWriter;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.history.OperationLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A history made by simulation: clients that call an object in memory, think, and call again; each call takes effect
 * at one instant between invocation and completion. So it is linearizable, or, where its {@link Shape} asks for a
 * violation, provably not. The same kind and shape give the same history.
 *
 * <pre>{@code
 * SyntheticHistory.of("reg", Shape.of(10_000, 10).indeterminate(0.01).seed(7)).write(Path.of("history.edn"));
 * }</pre>
 *
 * <p>An answer takes 1 ms on average (exponentially distributed), and the time-out is at least five times that. Streams:
 * what is kept is the object and the calls under way.
 */
public final class SyntheticHistory {
    private static final int CHUNK = 1 << 16;

    private final Kind kind;
    private final Shape shape;

    private SyntheticHistory(Kind kind, Shape shape) {
        this.kind = kind;
        this.shape = shape;
    }

    /** The history of that kind (a name of {@link Kinds}) and shape. */
    public static SyntheticHistory of(String kind, Shape shape) {
        return new SyntheticHistory(Kinds.named(kind), shape);
    }

    /** Gives each operation in order, as it comes about. */
    public void forEach(Consumer<Operation> consumer) {
        new Simulation(kind, shape, consumer).run();
    }

    /** All of it, in memory. */
    public History history() {
        List<Operation> operations = new ArrayList<>();
        forEach(operations::add);
        return History.of(operations);
    }

    /** Writes it as a recorder would, one operation a line; the stream is flushed and left open. */
    public void write(OutputStream out) throws IOException {
        EdnWriter edn = new EdnWriter();
        try {
            forEach(operation -> {
                OperationLine.append(edn, operation);
                edn.ascii("\n");
                if (edn.size() >= CHUNK) {
                    drain(edn, out);
                }
            });
            drain(edn, out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.flush();
    }

    /** Writes it into a file, over one that is there. */
    public void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out);
        }
    }

    private static void drain(EdnWriter edn, OutputStream out) {
        try {
            edn.drainTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
