package io.schism.workloads.service;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A folder of the real disk. Threads that use it are never interrupted: that would close their channel. */
final class Disk implements Storage {
    private final Path folder;

    Disk(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    @Override
    public AppendFile open(String name) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(name), CREATE, READ, WRITE);
        syncFolder();
        return new ChannelFile(channel);
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        Path aside = folder.resolve(name + ".new");
        try (FileChannel channel = FileChannel.open(aside, CREATE, WRITE, TRUNCATE_EXISTING)) {
            write(channel, content, 0);
            channel.force(true);
        }
        Files.move(aside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    /** A name is durable when its folder is. */
    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    private static void write(FileChannel channel, byte[] bytes, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, at + buffer.position());
        }
    }

    /**
     * Keeps what is appended in memory until it is synced. So a process that is killed loses what was never synced, as a
     * machine without power does; written at once, it would live on in the kernel.
     */
    private static final class ChannelFile implements AppendFile {
        private final FileChannel channel;
        private final ByteArrayOutputStream unsynced = new ByteArrayOutputStream();
        private long written;

        ChannelFile(FileChannel channel) throws IOException {
            this.channel = channel;
            this.written = channel.size();
        }

        @Override
        public synchronized byte[] readAll() throws IOException {
            write();
            ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(written));
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, buffer.position()) < 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
            }
            return buffer.array();
        }

        @Override
        public synchronized void append(byte[] bytes) {
            unsynced.writeBytes(bytes);
        }

        private synchronized void write() throws IOException {
            Disk.write(channel, unsynced.toByteArray(), written);
            written += unsynced.size();
            unsynced.reset();
        }

        /** What is appended meanwhile waits for the next one. */
        @Override
        public void sync() throws IOException {
            write();
            channel.force(false);
        }

        @Override
        public synchronized void truncate(long newLength) throws IOException {
            write();
            channel.truncate(newLength);
            written = newLength;
            channel.force(true);
        }

        @Override
        public synchronized void close() throws IOException {
            write();
            channel.close();
        }
    }
}
