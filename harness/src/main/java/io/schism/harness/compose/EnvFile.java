package io.schism.harness.compose;

import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of lines {@code NAME=value}; empty lines and those that begin with {@code #} are none. */
final class EnvFile {
    private EnvFile() {}

    static Map<String, String> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw UserError.environment("cannot read " + file + ": " + e.getMessage(), "see that it is UTF-8 text", e);
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw UserError.input(file, i + 1, 1, "is no NAME=value: " + line, "write NAME=value, a line each");
            }
            variables.put(
                    line.substring(0, equals).strip(),
                    unquoted(line.substring(equals + 1).strip()));
        }
        return variables;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
