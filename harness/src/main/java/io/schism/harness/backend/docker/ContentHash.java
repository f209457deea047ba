package io.schism.harness.backend.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The tag of an image: a digest of what it is made of, so that an image once built is found again, and never a stale one. */
final class ContentHash {
    private final MessageDigest digest;

    ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    ContentHash add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return this;
    }

    ContentHash addContent(Path file) throws IOException {
        digest.update(Files.readAllBytes(file));
        return this;
    }

    /** Its size and time stand for the content: for files of the system, too large to read at each start. */
    ContentHash addStamp(Path file) throws IOException {
        return add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
    }

    String tag() {
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}
