package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How long bytes travel between two members: half of the round trips of their regions to the hub. */
final class Latency {
    private final Map<String, Duration> roundTripToHub;
    private final Map<String, String> regions;

    Latency(Collection<Member> members, Map<String, Duration> roundTripToHub) {
        this.roundTripToHub = new TreeMap<>(roundTripToHub);
        this.regions = members.stream().collect(Collectors.toUnmodifiableMap(Member::name, Member::region));
    }

    long oneWayNanos(Pair pair) {
        String from = regions.getOrDefault(pair.from(), "");
        String to = regions.getOrDefault(pair.to(), "");
        return from.equals(to) ? 0 : toHub(from).plus(toHub(to)).dividedBy(2).toNanos();
    }

    private Duration toHub(String region) {
        return roundTripToHub.getOrDefault(region, Duration.ZERO);
    }

    String describe() {
        if (roundTripToHub.values().stream().allMatch(Duration::isZero)) {
            return "not reproduced: the scenario names none";
        }
        return roundTripToHub.entrySet().stream()
                .map(entry -> entry.getKey() + "-hub " + millis(entry.getValue()) + " ms")
                .collect(Collectors.joining(", ", "reproduced by the fabric: ", ""));
    }

    private static String millis(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros().toPlainString();
    }
}
