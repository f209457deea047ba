package io.schism.workloads.service;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

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

    private static final class ChannelFile implements AppendFile {
        private final FileChannel channel;
        private long length;

        ChannelFile(FileChannel channel) throws IOException {
            this.channel = channel;
            this.length = channel.size();
        }

        @Override
        public byte[] readAll() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(length));
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, buffer.position()) < 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
            }
            return buffer.array();
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            write(channel, bytes, length);
            length += bytes.length;
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long newLength) throws IOException {
            channel.truncate(newLength);
            length = newLength;
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
