package io.schism.histories.edn;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An immutable vector of two, as {@code [key value]} and {@code [old new]} are, in a third of the memory of a list. */
final class Pair extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object first;
    private final @Nullable Object second;

    Pair(@Nullable Object first, @Nullable Object second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public @Nullable Object get(int place) {
        return Objects.checkIndex(place, 2) == 0 ? first : second;
    }

    @Override
    public int size() {
        return 2;
    }

    /** As of any list, without walking along it. */
    @Override
    public int hashCode() {
        return 31 * (31 + Objects.hashCode(first)) + Objects.hashCode(second);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pair pair
                ? Objects.equals(first, pair.first) && Objects.equals(second, pair.second)
                : super.equals(other);
    }
}
