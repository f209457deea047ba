package io.schism.harness.backend.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A program of a user's that writes a byte and syncs it, again and again, and prints how many milliseconds each sync took. */
final class Syncer {
    private Syncer() {}

    /** {@code FILE}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (FileChannel file =
                FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (file.isOpen()) {
                file.write(ByteBuffer.wrap(new byte[] {1}));
                long begin = System.nanoTime();
                file.force(true);
                System.out.println(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
                Thread.sleep(20);
            }
        }
    }
}
