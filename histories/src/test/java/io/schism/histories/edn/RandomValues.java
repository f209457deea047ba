package io.schism.histories.edn;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** EDN values of every kind, nested, from a seed. */
public final class RandomValues {
    private static final int[] ODD_CHARACTERS = {
        '"', '\\', '\n', '\r', '\t', 0, 7, 0x7f, 0x85, 0xe9, 0x2028, 0x4e2d, 0x1f600, 0xfeff, '#', ';', '~', ':', '{',
        ','
    };

    private final Random random;

    public RandomValues(long seed) {
        random = new Random(seed);
    }

    public Object value() {
        return value(4);
    }

    private Object value(int deepest) {
        int kinds = deepest > 0 ? 16 : 12;
        return switch (random.nextInt(kinds)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (long) random.nextInt(100);
            case 3 -> random.nextLong();
            case 4 ->
                BigInteger.valueOf(random.nextLong())
                        .shiftLeft(64 + random.nextInt(64))
                        .add(BigInteger.ONE);
            case 5 -> Double.longBitsToDouble(random.nextLong());
            case 6 -> new BigDecimal(new BigInteger(80, random), random.nextInt(40) - 20);
            case 7 -> (char) random.nextInt(0x10000);
            case 8 -> new Symbol("s" + random.nextInt(9) + "/x-" + random.nextInt(9));
            case 9 -> Keyword.of(random.nextInt(4) == 0 ? "größe" + random.nextInt(9) : "k" + random.nextInt(9));
            case 10, 11 -> text();
            case 12 -> list(deepest);
            case 13 -> set(deepest);
            case 14 -> map(deepest);
            default -> new Tagged("io.schism.Thing" + random.nextInt(3), value(deepest - 1));
        };
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) {
            boolean odd = random.nextInt(3) == 0;
            text.appendCodePoint(
                    odd ? ODD_CHARACTERS[random.nextInt(ODD_CHARACTERS.length)] : 'a' + random.nextInt(26));
        }
        if (random.nextInt(20) == 0) {
            text.append((char) (0xd800 + random.nextInt(0x800))); // half a surrogate pair
        }
        return text.toString();
    }

    private List<Object> list(int deepest) {
        List<Object> list = new ArrayList<>();
        for (int left = random.nextInt(6); left > 0; left--) {
            list.add(value(deepest - 1));
        }
        return list;
    }

    private Set<Object> set(int deepest) {
        return new LinkedHashSet<>(list(deepest));
    }

    private Map<Object, Object> map(int deepest) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int left = random.nextInt(random.nextInt(8) == 0 ? 40 : 5); left > 0; left--) {
            map.put(value(deepest - 1), value(deepest - 1));
        }
        return map;
    }
}
