package io.schism.harness.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a file of a run is shown. Whatever is in it, it cannot act on this server's other pages. */
final class RunFile {
    /** A report runs its script, cut off from this server by an origin of its own; its page allows that one script alone. */
    private static final String REPORT = "sandbox allow-scripts allow-popups; default-src 'none'; "
            + "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

    private static final String PICTURE = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

    private RunFile() {}

    static void answer(Answer answer, Path file) throws IOException {
        String name = file.getFileName().toString();
        String type;
        if (name.equals("report.html")) {
            answer.policy(REPORT);
            type = "text/html; charset=utf-8";
        } else if (name.endsWith(".svg")) {
            answer.policy(PICTURE);
            type = "image/svg+xml";
        } else {
            type = "text/plain; charset=utf-8";
        }
        // Read to the length that is told: the history of a run that goes on grows meanwhile.
        long length = Files.size(file);
        if (length == 0) {
            answer.plain(200, "");
            return;
        }
        answer.stream(type, length, out -> {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] part = new byte[1 << 16];
                long left = length;
                int read;
                while (left > 0 && (read = in.read(part, 0, (int) Math.min(part.length, left))) > 0) {
                    out.write(part, 0, read);
                    left -= read;
                }
            }
        });
    }

    /** A file's name that needs no quoting. */
    static String harmless(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
