package io.schism.workloads.service;

import java.io.IOException;
import java.util.Optional;

/** A node's disk: the seam at which a test may lose every byte that was not synced. */
interface Storage {
    /** Opens a file for appending, made where it is missing; that it exists is durable. */
    AppendFile open(String name) throws IOException;

    /** The whole content of a small file. */
    Optional<byte[]> read(String name) throws IOException;

    /** Replaces a small file: durable when this returns; before, after a crash, it is the old one or the new one. */
    void replace(String name, byte[] content) throws IOException;

    /** A file that grows. Only {@link #sync} may run beside the other methods. */
    interface AppendFile extends AutoCloseable {
        byte[] readAll() throws IOException;

        /** Appends; not durable before a {@link #sync} that began later. */
        void append(byte[] bytes) throws IOException;

        /** Makes durable whatever was appended before the call. */
        void sync() throws IOException;

        /** Cuts the file to this length, durably. */
        void truncate(long length) throws IOException;

        @Override
        void close() throws IOException;
    }
}
