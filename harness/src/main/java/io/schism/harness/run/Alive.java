package io.schism.harness.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Tells that a run goes on: a lock on {@code .running} in its folder. The system takes a lock away with its process, however
 * that ended, so a run that was killed is never taken for one that goes on.
 */
public final class Alive implements AutoCloseable {
    private final Path file;
    private final @Nullable FileChannel channel;

    private Alive(Path file, @Nullable FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Holds it until closed. Where the file system knows no locks the run goes on all the same, and is not seen to. */
    public static Alive hold(Path runFolder) {
        Path file = file(runFolder);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new Alive(file, channel);
        } catch (IOException | OverlappingFileLockException e) {
            return new Alive(file, null);
        }
    }

    /** Whether the process that makes the run of that folder is still there. */
    public static boolean isHeld(Path runFolder) {
        try (FileChannel channel = FileChannel.open(file(runFolder), StandardOpenOption.READ);
                FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            return true; // by this very process
        } catch (IOException e) {
            return false; // there is none: the run ended by itself
        }
    }

    private static Path file(Path runFolder) {
        return runFolder.resolve(".running");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The lock goes with the process.
        }
    }
}
