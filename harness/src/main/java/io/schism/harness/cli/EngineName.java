package io.schism.harness.cli;

import io.schism.harness.engine.BothEngines;
import io.schism.harness.engine.Engine;
import io.schism.harness.engine.NativeEngine;
import io.schism.harness.knossos.Knossos;
import java.nio.file.Path;
import java.util.Locale;

/** Which engine decides, as users name it. */
enum EngineName {
    NATIVE,
    KNOSSOS,
    BOTH;

    private static final Path DISAGREEMENTS = Path.of("disagreements");

    /** An engine, and what it holds. */
    record Opened(Engine engine, Runnable onClose) implements AutoCloseable {
        @Override
        public void close() {
            onClose.run();
        }
    }

    boolean asksKnossos() {
        return this != NATIVE;
    }

    /**
     * The engine of that name.
     *
     * @throws io.schism.histories.error.UserError where it is not on this machine, saying how to get it
     */
    Opened open() {
        if (!asksKnossos()) {
            return new Opened(new NativeEngine(), () -> {});
        }
        Knossos knossos = Knossos.installed();
        Engine engine = this == KNOSSOS ? knossos : new BothEngines(new NativeEngine(), knossos, DISAGREEMENTS);
        return new Opened(engine, knossos::close);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
