package io.schism.workloads.client;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of a keyed compare-and-set register. */
public sealed interface Request {
    long key();

    /** {@code read}, {@code write} or {@code cas}, as the history names it. */
    String f();

    /** The invocation's value, as the history writes it. */
    List<@Nullable Object> value();

    /** @param linearizable false asks a node of the client's own region for its own copy, however old that is */
    record Read(long key, boolean linearizable) implements Request {
        @Override
        public String f() {
            return "read";
        }

        @Override
        public List<@Nullable Object> value() {
            return pair(key, null);
        }
    }

    record Write(long key, long newValue) implements Request {
        @Override
        public String f() {
            return "write";
        }

        @Override
        public List<@Nullable Object> value() {
            return pair(key, newValue);
        }
    }

    /** @param old the value that the key must have; null for an absent key */
    record Cas(long key, @Nullable Long old, long newValue) implements Request {
        @Override
        public String f() {
            return "cas";
        }

        @Override
        public List<@Nullable Object> value() {
            return pair(key, pair(old, newValue));
        }
    }

    /** The value of this request's ok line: what a read saw, and otherwise what was asked for. */
    default List<@Nullable Object> value(Outcome.Ok ok) {
        return this instanceof Read ? pair(key(), ok.value()) : value();
    }

    private static List<@Nullable Object> pair(@Nullable Object first, @Nullable Object second) {
        return Collections.unmodifiableList(Arrays.asList(first, second));
    }
}
