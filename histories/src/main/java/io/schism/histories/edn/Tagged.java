package io.schism.histories.edn;

import org.jspecify.annotations.Nullable;

/**
 * A tagged literal, kept as it stands: {@code #inst "2018-10-21"} is the tag {@code inst} and a string. No tag is ever
 * interpreted by the reader.
 */
public record Tagged(String tag, @Nullable Object value) {
    public Tagged {
        if (!Syntax.isName(tag) || !Character.isLetter(tag.codePointAt(0))) {
            throw new IllegalArgumentException("not a tag: \"" + tag + "\"");
        }
    }
}
