package io.schism.harness.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file aside and renames it, so that a reader sees the whole of it or the one before. */
final class Aside {
    private Aside() {}

    static Path write(Path file, String text) {
        Path aside = file.resolveSibling("." + file.getFileName() + ".aside");
        try {
            // Lone surrogates cannot be encoded: getBytes writes a question mark where writeString would fail.
            Files.write(aside, text.getBytes(StandardCharsets.UTF_8));
            try {
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
