package io.schism.harness.nemesis;

import io.schism.harness.scenario.Event;
import io.schism.harness.scenario.Event.Kind;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plan may wait for, found among the lines of a history as they are recorded: it knows of an event what observers
 * saw, up to a sample later than it happened. Thread-safe.
 */
public final class Sightings {
    private record Seen(Event event, long time) {}

    private final List<Seen> seen = new ArrayList<>();
    private final Set<String> primaries = new HashSet<>();
    private final Map<String, String> modes = new HashMap<>();
    private final Map<String, String> sessions = new HashMap<>();
    private String zkLeader = "";
    private long highestEpoch = Long.MIN_VALUE;

    /** Hears of every line, in the order of the history. */
    public synchronized void recorded(Operation line) {
        if (line.process() == Operation.OBSERVER) {
            observed(line);
        } else if (line.process() == Operation.NEMESIS && line.value() instanceof Map<?, ?> value) {
            switch (word(value.get(Keyword.of("state")))) {
                case "in-force" -> add(Kind.IN_FORCE, line.f(), line);
                case "healed" -> add(Kind.HEALED, line.f(), line);
                default -> {
                    // pending or failed: nothing that a plan waits for
                }
            }
        }
    }

    /** When the first such event at or after that time was recorded, in nanoseconds of the recorder's clock. */
    synchronized OptionalLong first(Event event, long since) {
        Optional<Seen> first = seen.stream()
                .filter(s -> s.time() >= since && event.isMetBy(s.event()))
                .findFirst();
        return first.map(s -> OptionalLong.of(s.time())).orElse(OptionalLong.empty());
    }

    private void observed(Operation line) {
        String member = line.text("node");
        if (member == null) {
            return;
        }
        switch (line.f()) {
            case "role" -> role(member, line);
            case "zk-mode" -> mode(member, word(line.value()), line);
            case "session" -> session(member, word(line.value()), line);
            default -> {
                // a sample of something else
            }
        }
    }

    private void role(String node, Operation line) {
        if (!(line.value() instanceof Map<?, ?> value)) {
            return;
        }
        if (!word(value.get(Keyword.of("role"))).equals("primary")) {
            primaries.remove(node);
            return;
        }
        long epoch = value.get(Keyword.of("epoch")) instanceof Long number ? number : 0;
        if (highestEpoch != Long.MIN_VALUE && epoch > highestEpoch) {
            add(Kind.PROMOTION, node, line);
        }
        highestEpoch = Math.max(highestEpoch, epoch);
        if (primaries.add(node) && primaries.size() > 1) {
            add(Kind.SECOND_PRIMARY, node, line);
        }
    }

    /** A leader that could not be reached for a while and leads still was not elected anew. */
    private void mode(String voter, String mode, Operation line) {
        if (mode.equals("unreachable")) {
            return;
        }
        boolean led = "leader".equals(modes.put(voter, mode));
        if (mode.equals("leader") && !(led && zkLeader.equals(voter))) {
            if (!zkLeader.isEmpty()) {
                add(Kind.ZK_ELECTION, voter, line);
            }
            zkLeader = voter;
        }
    }

    private void session(String node, String session, Operation line) {
        String before = sessions.put(node, session);
        switch (session) {
            case "suspended" -> add(Kind.SESSION_SUSPENDED, node, line);
            case "lost" -> add(Kind.SESSION_LOST, node, line);
            case "connected" -> {
                if (before != null) {
                    add(Kind.SESSION_CONNECTED, node, line);
                }
            }
            default -> {
                // no session yet
            }
        }
    }

    private void add(Kind kind, String of, Operation line) {
        seen.add(new Seen(new Event(kind, of), line.time()));
    }

    private static String word(@Nullable Object value) {
        return value instanceof Keyword keyword ? keyword.name() : String.valueOf(value);
    }
}
