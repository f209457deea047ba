package io.schism.histories.history;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/** A list whose elements are made when asked for. */
final class Listed<T> extends AbstractList<T> implements RandomAccess {
    private final int size;
    private final IntFunction<T> made;

    private Listed(int size, IntFunction<T> made) {
        this.size = size;
        this.made = made;
    }

    static <T> List<T> of(int size, IntFunction<T> made) {
        return new Listed<>(size, made);
    }

    @Override
    public T get(int place) {
        return made.apply(Objects.checkIndex(place, size));
    }

    @Override
    public int size() {
        return size;
    }
}
