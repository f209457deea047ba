package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When a primary of each epoch was first observed: by a sampled role, or by an acknowledgement that came sooner. */
final class Promotions {
    private final TreeMap<Long, Long> firstSeen = new TreeMap<>();

    private Promotions() {}

    static Promotions of(History history) {
        Promotions promotions = new Promotions();
        for (RoleSample sample : RoleSample.all(history)) {
            if (sample.isPrimary()) {
                promotions.firstSeen.merge(sample.epoch(), sample.time(), Math::min);
            }
        }
        for (Call call : history.calls()) {
            if (call.isOk()) {
                call.completion().ifPresent(completion -> completion
                        .number("epoch")
                        .ifPresent(epoch -> promotions.firstSeen.merge(epoch, completion.time(), Math::min)));
            }
        }
        return promotions;
    }

    /** The time at which a primary of an epoch above that one was first seen; null where none was. */
    @Nullable
    Long firstAbove(long epoch) {
        Map<Long, Long> above = firstSeen.tailMap(epoch, false);
        return above.values().stream().min(Long::compare).orElse(null);
    }
}
