package io.schism.workloads.workload;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which keys a run has used, and which rows each region's clients inserted last. Thread-safe. */
final class Keys {
    private static final int REMEMBERED = 64;

    private final Set<Long> used = new ConcurrentSkipListSet<>();
    private final Map<String, long[]> recent = new ConcurrentHashMap<>();

    void use(long key) {
        used.add(key);
    }

    /** A row is recent from the moment it is sent, before anyone has confirmed it. */
    void insert(String region, long row) {
        recent.compute(region, (r, rows) -> {
            long[] shifted = new long[REMEMBERED];
            shifted[0] = row;
            if (rows != null) {
                System.arraycopy(rows, 0, shifted, 1, REMEMBERED - 1);
            }
            return shifted;
        });
    }

    /** The row inserted that many rows ago; the hot key of that number while there are not so many. */
    long recent(String region, int back) {
        long[] rows = recent.get(region);
        return rows == null || rows[back] == 0 ? back : rows[back];
    }

    Set<Long> used() {
        return Set.copyOf(used);
    }
}
