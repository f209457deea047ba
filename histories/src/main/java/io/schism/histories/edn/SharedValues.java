package io.schism.histories.edn;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of which a history has many equal ones, and gives the one that it made before where it still knows it: the
 * number 4711, the vector {@code [3 [1 2]]}. A later value takes the place of an earlier one with the same slot, so it never
 * grows and no input can slow it down. Not for several threads.
 */
public final class SharedValues {
    private static final int BITS = 10;
    private static final int SLOTS = 1 << BITS;
    private static final int LONGEST = 4;

    private final @Nullable Long[] numbers = new Long[SLOTS];
    private final @Nullable String[] texts = new String[SLOTS];
    private final @Nullable List<?>[] vectors = new List<?>[SLOTS];

    /** That number. */
    public Long number(long number) {
        if (number == (byte) number) {
            return number; // the JDK shares these
        }
        int slot = slot(Long.hashCode(number));
        Long known = numbers[slot];
        if (known == null || known != number) {
            known = number;
            numbers[slot] = known;
        }
        return known;
    }

    /** That text. */
    public String text(String text) {
        int slot = slot(text.hashCode());
        String known = texts[slot];
        if (!text.equals(known)) {
            texts[slot] = text;
            return text;
        }
        return known;
    }

    /** The immutable vector of {@code elements[from]} to {@code elements[to - 1]}; it is shared if its elements are. */
    @SuppressWarnings("unchecked") // immutable, so any type of element will do
    public List<@Nullable Object> vector(@Nullable Object[] elements, int from, int to) {
        if (to - from > LONGEST) {
            return made(elements, from, to);
        }
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + hash(elements[i]);
        }
        int slot = slot(hash);
        List<?> known = vectors[slot];
        if (known == null || !isOf(known, elements, from, to)) {
            known = made(elements, from, to);
            vectors[slot] = known;
        }
        return (List<@Nullable Object>) known;
    }

    private static List<@Nullable Object> made(@Nullable Object[] elements, int from, int to) {
        return switch (to - from) {
            case 0 -> Collections.emptyList();
            case 2 -> new Pair(elements[from], elements[from + 1]);
            default -> Collections.unmodifiableList(Arrays.asList(Arrays.copyOfRange(elements, from, to)));
        };
    }

    /** The very elements: maps may be equal and yet have another order. */
    private static boolean isOf(List<?> vector, @Nullable Object[] elements, int from, int to) {
        if (vector.size() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (vector.get(i - from) != elements[i]) {
                return false;
            }
        }
        return true;
    }

    /** Of a vector within only its size and ends: what it costs does not depend on how large or deep it is. */
    private static int hash(@Nullable Object element) {
        if (element instanceof List<?> list) {
            int size = list.size();
            return size == 0 ? 1 : 31 * (31 * size + shallow(list.get(0))) + shallow(list.get(size - 1));
        }
        return shallow(element);
    }

    private static int shallow(@Nullable Object element) {
        return element instanceof Long || element instanceof String || element instanceof Keyword
                ? element.hashCode()
                : 0;
    }

    private static int slot(int hash) {
        return (hash * 0x9e37_79b9) >>> (Integer.SIZE - BITS);
    }
}
