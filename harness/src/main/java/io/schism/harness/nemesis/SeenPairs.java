package io.schism.harness.nemesis;

import io.schism.harness.cluster.Pair;
import io.schism.histories.edn.Keyword;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The pairs that a fault is aimed at, and what was seen of each: that it was hit as long as the fault lasted, and that it
 * was whole once healed. What another fault kept from being looked at all the time is not known, and the history says so.
 */
final class SeenPairs {
    private final Set<Pair> all;
    private final Set<Pair> hit = ConcurrentHashMap.newKeySet();
    private final Set<Pair> whole = ConcurrentHashMap.newKeySet();
    private volatile boolean healed;

    SeenPairs(Set<Pair> all) {
        this.all = Set.copyOf(all);
    }

    Set<Pair> all() {
        return all;
    }

    void hit(Pair pair) {
        hit.add(pair);
    }

    /** It has been told to heal: from now on pairs are seen whole. */
    void heal() {
        healed = true;
    }

    /** On a busy machine no single sweep of a hundred pairs may find them all in time: each is seen for itself. */
    void whole(Pair pair) {
        whole.add(pair);
    }

    boolean isAnyHit() {
        return !hit.isEmpty();
    }

    /** Those that need not be looked at any more after a heal left out. */
    Set<Pair> notWhole() {
        return allBut(whole);
    }

    private Set<Pair> allBut(Set<Pair> seen) {
        Set<Pair> unseen = new LinkedHashSet<>(all);
        unseen.removeAll(seen);
        return unseen;
    }

    Map<Keyword, @Nullable Object> describe() {
        Map<Keyword, @Nullable Object> told = new LinkedHashMap<>();
        told.put(Keyword.of("pairs"), names(all));
        if (isAnyHit() && hit.size() < all.size()) {
            told.put(Keyword.of("not-seen-hit"), names(allBut(hit)));
        }
        if (healed && whole.size() < all.size()) {
            told.put(Keyword.of("not-seen-whole"), names(notWhole()));
        }
        return told;
    }

    private static List<List<String>> names(Set<Pair> pairs) {
        return pairs.stream().map(pair -> List.of(pair.from(), pair.to())).toList();
    }
}
