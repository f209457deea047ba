package io.schism.harness.compose;

import io.schism.harness.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;

/** A command written as one text, split as a shell splits it: at blanks, but not within quotes. */
final class ShellWords {
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private char quote;

    private ShellWords() {}

    static List<String> split(YamlValue where, String text) {
        ShellWords split = new ShellWords();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escapes = c == '\\' && split.quote != '\'' && i + 1 < text.length();
            if (escapes) {
                i++;
                split.escaped(text.charAt(i));
            } else {
                split.take(c);
            }
        }
        if (split.quote != 0) {
            throw where.wrong("has a quote that is not closed: " + text, "close it, or write a list of words");
        }
        split.end();
        return split.words;
    }

    private void escaped(char c) {
        // Within double quotes a backslash is one, except before what it can rob of its meaning.
        if (quote == '"' && "\"\\$`".indexOf(c) < 0) {
            word.append('\\');
        }
        begun = true;
        word.append(c);
    }

    private void take(char c) {
        if (quote != 0) {
            if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        } else if (c == '\'' || c == '"') {
            quote = c;
            begun = true;
        } else if (Character.isWhitespace(c)) {
            end();
        } else {
            begun = true;
            word.append(c);
        }
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }
}
