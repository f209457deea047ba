package io.schism.workloads.service;

import io.schism.histories.error.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * How entries lie on disk: length, CRC of the payload, payload. Each record also says how many bytes of the file were
 * known to be synced when it was written. So, when a broken record is found, a crash can be told from damage: a crash
 * breaks only what was never synced, in any order that the disk wrote it, and a tail broken like that is cut; if a later
 * record knows that the broken place had been synced, the disk has lost what it had kept, and nobody may build on it.
 */
final class Records {
    private static final int HEAD = 2 * Integer.BYTES;
    private static final int SHORTEST = 4 * Long.BYTES + 1 + 2;
    private static final int LONGEST = 1 << 20;

    private static final byte EPOCH_START = 0;
    private static final byte WRITE = 1;
    private static final byte CAS = 2;
    private static final byte CAS_ABSENT = 3;

    private Records() {}

    /** A record as it was found, with the file's length behind it. */
    record Found(Entry entry, long synced, long confirmed, int end) {}

    /** The records up to the first broken one, and how long the good part of the file is. */
    record Scan(List<Found> records, int length) {}

    /** A record's bytes. */
    static byte[] write(Entry entry, long synced, long confirmed) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(80);
        try (DataOutputStream out = new DataOutputStream(payload)) {
            out.writeLong(synced);
            out.writeLong(confirmed);
            out.writeLong(entry.epoch());
            out.writeLong(entry.pos());
            writeChange(out, entry.key(), entry.change());
            out.writeUTF(entry.op());
        } catch (IOException e) {
            throw new UncheckedIOException("the entry cannot be written: " + entry.op(), e);
        }
        byte[] bytes = payload.toByteArray();
        return ByteBuffer.allocate(HEAD + bytes.length)
                .putInt(bytes.length)
                .putInt(crc(bytes, 0, bytes.length))
                .put(bytes)
                .array();
    }

    private static void writeChange(DataOutputStream out, @Nullable Long key, @Nullable Change change)
            throws IOException {
        if (key == null || change == null) {
            out.writeByte(EPOCH_START);
            return;
        }
        Long old = change instanceof Change.Cas cas ? cas.old() : null;
        out.writeByte(change instanceof Change.Write ? WRITE : old == null ? CAS_ABSENT : CAS);
        out.writeLong(key);
        out.writeLong(change.value());
        if (old != null) {
            out.writeLong(old);
        }
    }

    /**
     * Reads a file's records.
     *
     * @param name how to call the file in an error
     * @throws UserError where bytes that had been synced are broken
     */
    static Scan scan(byte[] file, String name) {
        List<Found> records = new ArrayList<>();
        int at = 0;
        while (at < file.length) {
            Found found = read(file, at);
            if (found == null) {
                refuseDamage(file, at, name);
                break;
            }
            records.add(found);
            at = found.end();
        }
        return new Scan(records, at);
    }

    private static void refuseDamage(byte[] file, int broken, String name) {
        for (int at = broken + 1; at < file.length; at++) {
            Found later = read(file, at);
            if (later != null && later.synced() > broken) {
                throw UserError.environment(
                        "the file \"" + name + "\" is damaged at byte " + broken + ", in a part that had been synced",
                        "keep a copy of the node's data, empty it, and let the node fetch everything from the primary");
            }
        }
    }

    private static @Nullable Found read(byte[] file, int at) {
        if (file.length - at < HEAD) {
            return null;
        }
        ByteBuffer head = ByteBuffer.wrap(file, at, HEAD);
        int length = head.getInt();
        int crc = head.getInt();
        int start = at + HEAD;
        if (length < SHORTEST || length > LONGEST || file.length - start < length || crc(file, start, length) != crc) {
            return null;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file, start, length))) {
            long synced = in.readLong();
            long confirmed = in.readLong();
            return new Found(readEntry(in), synced, confirmed, start + length);
        } catch (IOException e) {
            return null; // A sum that fits by chance.
        }
    }

    private static Entry readEntry(DataInputStream in) throws IOException {
        long epoch = in.readLong();
        long pos = in.readLong();
        byte kind = in.readByte();
        if (kind == EPOCH_START) {
            return new Entry(epoch, pos, in.readUTF(), null, null);
        }
        long key = in.readLong();
        long value = in.readLong();
        Change change =
                switch (kind) {
                    case WRITE -> new Change.Write(value);
                    case CAS -> new Change.Cas(in.readLong(), value);
                    case CAS_ABSENT -> new Change.Cas(null, value);
                    default -> throw new IOException("no such kind of entry: " + kind);
                };
        return new Entry(epoch, pos, in.readUTF(), key, change);
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
