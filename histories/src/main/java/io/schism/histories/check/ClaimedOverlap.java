package io.schism.histories.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long at least two nodes claimed to be primary at once, by sampled roles. A claim lasts from its sample to the same
 * node's next one, at most {@link #LONGEST_CLAIM}; a node's last sample lasts no time. Claims are no proof: a node may
 * claim and serve nobody.
 */
final class ClaimedOverlap {
    private static final long LONGEST_CLAIM = Duration.ofMillis(500).toNanos();

    private ClaimedOverlap() {}

    static long nanos(List<RoleSample> samples) {
        List<Step> steps = steps(samples);
        steps.sort(Comparator.comparingLong(Step::time).thenComparingInt(Step::change));
        long total = 0;
        long since = 0;
        int claims = 0;
        for (Step step : steps) {
            if (claims >= 2) {
                total += step.time() - since;
            }
            claims += step.change();
            since = step.time();
        }
        return total;
    }

    private static List<Step> steps(List<RoleSample> samples) {
        List<Step> steps = new ArrayList<>();
        Map<String, RoleSample> last = new HashMap<>();
        for (RoleSample sample : samples) {
            RoleSample earlier = last.put(sample.node(), sample);
            if (earlier != null && earlier.isPrimary()) {
                steps.add(new Step(earlier.time(), 1));
                steps.add(new Step(Math.min(sample.time(), earlier.time() + LONGEST_CLAIM), -1));
            }
        }
        return steps;
    }

    /** A claim begins (+1) or ends (-1). */
    private record Step(long time, int change) {}
}
