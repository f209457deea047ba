package io.schism.harness.report;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;

/**
 * Bytes that a page carries: numbers as varints (seven bits a byte, the lowest first), deflated, in base64. A browser
 * reads them with {@code atob} and {@code DecompressionStream('deflate')}.
 */
final class Packed {
    /** Half the time of the usual level, for a few parts in a hundred more bytes. */
    private static final int LEVEL = 4;

    private byte[] bytes = new byte[1 << 12];
    private int size;

    /** Appends a number that is never negative. */
    void number(long number) {
        if (size + 10 > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        long left = number;
        while (left >= 128) {
            bytes[size++] = (byte) (left & 127 | 128);
            left >>>= 7;
        }
        bytes[size++] = (byte) left;
    }

    /** Appends a number that may be negative: 0, -1, 1, -2 become 0, 1, 2, 3. */
    void signed(long number) {
        number(number << 1 ^ number >> 63);
    }

    void append(byte[] more) {
        while (size + more.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    void append(Packed more) {
        append(Arrays.copyOf(more.bytes, more.size));
    }

    int size() {
        return size;
    }

    /** What was appended, deflated, in base64; begins anew. */
    String take() {
        Deflater deflater = new Deflater(LEVEL);
        deflater.setInput(bytes, 0, size);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream(size / 3 + 64);
        byte[] part = new byte[1 << 14];
        while (!deflater.finished()) {
            out.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        size = 0;
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
