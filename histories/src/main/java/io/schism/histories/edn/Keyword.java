package io.schism.histories.edn;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An EDN keyword, interned: {@code Keyword.of("invoke")} is {@code :invoke}, and two keywords of one name are one object.
 */
public final class Keyword implements Comparable<Keyword> {
    private static final ConcurrentHashMap<String, Keyword> INTERNED = new ConcurrentHashMap<>();

    private final String name;
    private final byte[] written;

    private Keyword(String name) {
        if (!Syntax.isName(name)) {
            throw new IllegalArgumentException("not a keyword's name: \"" + name + "\"");
        }
        this.name = name;
        this.written = (":" + name).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The keyword of that name, without the colon; {@code ns/name} for a qualified one.
     *
     * @throws IllegalArgumentException if no reader could read it back: empty, or with a blank, a bracket or a quote in it
     */
    public static Keyword of(String name) {
        Keyword known = INTERNED.get(name);
        return known != null ? known : INTERNED.computeIfAbsent(name, Keyword::new);
    }

    /** The name without the colon. */
    public String name() {
        return name;
    }

    /** The keyword as it is written, in UTF-8; shared, never to be changed. */
    byte[] written() {
        return written;
    }

    /** Whether every character is one byte. */
    boolean isAscii() {
        return written.length == name.length() + 1;
    }

    @Override
    public int compareTo(Keyword other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return ":" + name;
    }
}
