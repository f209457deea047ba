package io.schism.harness.backend.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an executable or a shared library says it needs: read from its 64-bit ELF headers (the System V ABI, chapters 4
 * and 5), so that no process has to be asked.
 *
 * @param interpreter the dynamic loader that an executable names
 * @param needed names of libraries
 * @param searched folders that it wants searched first, {@code $ORIGIN} not yet replaced
 */
record ElfFile(Optional<String> interpreter, List<String> needed, List<String> searched) {
    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;
    private static final int DT_NEEDED = 1;
    private static final int DT_STRTAB = 5;
    private static final int DT_RPATH = 15;
    private static final int DT_RUNPATH = 29;

    static boolean isElf(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(5);
            return magic.length == 5
                    && magic[0] == 0x7f
                    && magic[1] == 'E'
                    && magic[2] == 'L'
                    && magic[3] == 'F'
                    && magic[4] == 2;
        }
    }

    static ElfFile read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        bytes.order(bytes.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return new Reader(bytes).read();
    }

    private record Segment(int type, long offset, long address, long size) {}

    private static final class Reader {
        private final ByteBuffer bytes;
        private final List<Segment> segments = new ArrayList<>();

        Reader(ByteBuffer bytes) {
            this.bytes = bytes;
            long table = bytes.getLong(0x20);
            int entrySize = bytes.getShort(0x36);
            int entries = bytes.getShort(0x38);
            for (int i = 0; i < entries; i++) {
                int at = Math.toIntExact(table) + i * entrySize;
                segments.add(new Segment(
                        bytes.getInt(at), bytes.getLong(at + 8), bytes.getLong(at + 16), bytes.getLong(at + 32)));
            }
        }

        ElfFile read() {
            Optional<String> interpreter = first(PT_INTERP).map(segment -> text(segment.offset()));
            List<String> needed = new ArrayList<>();
            List<String> searched = new ArrayList<>();
            Segment dynamic = first(PT_DYNAMIC).orElse(new Segment(PT_DYNAMIC, 0, 0, 0));
            long strings = offset(value(dynamic, DT_STRTAB).orElse(0L));
            for (long at = dynamic.offset(); at < dynamic.offset() + dynamic.size(); at += 16) {
                long tag = bytes.getLong(Math.toIntExact(at));
                long value = bytes.getLong(Math.toIntExact(at) + 8);
                if (tag == DT_NEEDED) {
                    needed.add(text(strings + value));
                } else if (tag == DT_RPATH || tag == DT_RUNPATH) {
                    searched.addAll(List.of(text(strings + value).split(":")));
                }
            }
            return new ElfFile(interpreter, List.copyOf(needed), List.copyOf(searched));
        }

        private Optional<Segment> first(int type) {
            return segments.stream().filter(segment -> segment.type() == type).findFirst();
        }

        private Optional<Long> value(Segment dynamic, int tag) {
            for (long at = dynamic.offset(); at < dynamic.offset() + dynamic.size(); at += 16) {
                if (bytes.getLong(Math.toIntExact(at)) == tag) {
                    return Optional.of(bytes.getLong(Math.toIntExact(at) + 8));
                }
            }
            return Optional.empty();
        }

        /** Where in the file the loader's address lies. */
        private long offset(long address) {
            return segments.stream()
                    .filter(segment -> segment.type() == PT_LOAD
                            && address >= segment.address()
                            && address < segment.address() + segment.size())
                    .findFirst()
                    .map(segment -> address - segment.address() + segment.offset())
                    .orElse(0L);
        }

        private String text(long offset) {
            int start = Math.toIntExact(offset);
            int end = start;
            while (bytes.get(end) != 0) {
                end++;
            }
            return new String(bytes.array(), start, end - start, StandardCharsets.UTF_8);
        }
    }
}
