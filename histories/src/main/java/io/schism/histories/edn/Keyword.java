package io.schism.histories.edn;

import java.util.concurrent.ConcurrentHashMap;

/** An EDN keyword, interned: {@code Keyword.of("invoke")} is {@code :invoke}. */
public final class Keyword implements Comparable<Keyword> {
    private static final ConcurrentHashMap<String, Keyword> INTERNED = new ConcurrentHashMap<>();

    private final String name;

    private Keyword(String name) {
        this.name = name;
    }

    /** The keyword of that name, without the colon; {@code ns/name} for a qualified one. */
    public static Keyword of(String name) {
        return INTERNED.computeIfAbsent(name, Keyword::new);
    }

    /** The name without the colon. */
    public String name() {
        return name;
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
