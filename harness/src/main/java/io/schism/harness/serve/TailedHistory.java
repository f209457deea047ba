package io.schism.harness.serve;

import io.schism.histories.edn.EdnException;
import io.schism.histories.edn.EdnReader;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what is appended to a {@code history.edn}, whole lines only; the history itself is validated when it is judged. */
final class TailedHistory {
    private final Path file;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long position;

    TailedHistory(Path file) {
        this.file = file;
    }

    /** Gives every line that has come since the last call; whether there was one. */
    boolean poll(Consumer<Operation> reader) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        boolean any = false;
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            while (channel.read(buffer, position) > 0) {
                position += buffer.position();
                any |= take(buffer.array(), buffer.position(), reader);
                buffer.clear();
            }
        }
        return any;
    }

    private boolean take(byte[] bytes, int size, Consumer<Operation> reader) {
        int from = 0;
        boolean any = false;
        for (int i = 0; i < size; i++) {
            if (bytes[i] == '\n') {
                begun.write(bytes, from, i - from);
                from = i + 1;
                Operation operation = operation(begun.toString(StandardCharsets.UTF_8));
                begun.reset();
                if (operation != null) {
                    reader.accept(operation);
                    any = true;
                }
            }
        }
        begun.write(bytes, from, size - from);
        return any;
    }

    /** The operation of a line; null for one that is none. */
    private static @Nullable Operation operation(String line) {
        try {
            return EdnReader.parse(line) instanceof Map<?, ?> map ? operation(map) : null;
        } catch (EdnException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Operation operation(Map<?, ?> map) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (name instanceof Keyword keyword) {
                attributes.put(keyword.name(), value);
            }
        });
        long index = number(attributes.remove("index"));
        long time = number(attributes.remove("time"));
        Object process = attributes.remove("process");
        Operation.Type type =
                Operation.Type.valueOf(word(attributes.remove("type")).toUpperCase(Locale.ROOT));
        String f = word(attributes.remove("f"));
        Object value = attributes.remove("value");
        long who = process instanceof Number client
                ? client.longValue()
                : word(process).equals("nemesis") ? Operation.NEMESIS : Operation.OBSERVER;
        return new Operation(index, time, who, type, f, value, attributes);
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : -1;
    }

    private static String word(@Nullable Object value) {
        return value instanceof Keyword keyword ? keyword.name() : String.valueOf(value);
    }
}
