package io.schism.workloads.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** A disk that keeps apart what was not synced, and loses it in a crash, save for a torn beginning. */
final class SimulatedDisk implements Storage {
    private final Map<String, SimulatedFile> files = new ConcurrentHashMap<>();
    private final Map<String, byte[]> small = new ConcurrentHashMap<>();
    private volatile boolean crashed;

    /** Loses power: nothing that comes later is kept or answered. */
    void crash() {
        crashed = true;
    }

    /** What is found after the crash: all that was synced, and of the rest a beginning of any length. */
    SimulatedDisk survivor(Random random) {
        SimulatedDisk next = new SimulatedDisk();
        next.small.putAll(small);
        files.forEach((name, file) -> next.files.put(name, next.new SimulatedFile(file.afterCrash(random))));
        return next;
    }

    private void live() throws IOException {
        if (crashed) {
            throw new IOException("crashed");
        }
    }

    @Override
    public AppendFile open(String name) throws IOException {
        live();
        return files.computeIfAbsent(name, any -> new SimulatedFile(new byte[0]));
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        live();
        return Optional.ofNullable(small.get(name));
    }

    @Override
    public synchronized void replace(String name, byte[] content) throws IOException {
        live();
        small.put(name, content.clone());
    }

    private final class SimulatedFile implements AppendFile {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int synced;

        SimulatedFile(byte[] content) {
            bytes.writeBytes(content);
            synced = content.length;
        }

        synchronized byte[] afterCrash(Random random) {
            int torn = random.nextInt(bytes.size() - synced + 1);
            return Arrays.copyOf(bytes.toByteArray(), synced + torn);
        }

        @Override
        public synchronized byte[] readAll() {
            return bytes.toByteArray();
        }

        @Override
        public synchronized void append(byte[] more) throws IOException {
            live();
            bytes.writeBytes(more);
        }

        @Override
        public void sync() throws IOException {
            int before;
            synchronized (this) {
                live();
                before = bytes.size();
            }
            Thread.yield(); // Others append meanwhile: that is not synced.
            synchronized (this) {
                live();
                synced = Math.max(synced, Math.min(before, bytes.size()));
            }
        }

        @Override
        public synchronized void truncate(long length) throws IOException {
            live();
            byte[] kept = Arrays.copyOf(bytes.toByteArray(), (int) length);
            bytes.reset();
            bytes.writeBytes(kept);
            synced = kept.length;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
