package io.schism.histories.check;

import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The course of one planned fault, by the nemesis lines that tell its state. */
final class FaultCourse {
    /** A heal on a busy backend may take that much longer than planned. */
    private static final long LATE_NANOS = 30_000_000_000L;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String name;
    private final List<Long> indices = new ArrayList<>();
    private final List<Object> where = new ArrayList<>();
    private @Nullable Operation pending;
    private @Nullable Operation inForce;
    private @Nullable Operation healed;
    private @Nullable Operation failed;

    FaultCourse(String name) {
        this.name = name;
    }

    /** Takes the next line; false when its state is none that a fault can have. */
    boolean take(Operation line) {
        indices.add(line.index());
        Fields fields = Fields.of(line.value());
        if (where.isEmpty()) {
            where.addAll(fields.list("pairs"));
            where.addAll(fields.list("nodes"));
        }
        switch (String.valueOf(fields.text("state"))) {
            case "pending" -> pending = pending == null ? line : pending;
            case "in-force" -> inForce = inForce == null ? line : inForce;
            case "healed" -> healed = line;
            case "failed" -> failed = failed == null ? line : failed;
            default -> {
                return false;
            }
        }
        return true;
    }

    String name() {
        return name;
    }

    List<Long> indices() {
        return indices;
    }

    /** Why the fault cannot be counted on; null when it was in force and then healed, about when it was planned to be. */
    @Nullable
    String complaint() {
        if (failed != null) {
            String reason = Fields.of(failed.value()).text("reason");
            return name + " failed" + (reason == null ? "" : ": " + reason) + " (" + Phrases.line(failed) + ")";
        }
        if (inForce == null) {
            return name + " was never in force";
        }
        if (healed == null || healed.index() < inForce.index()) {
            return name + " was never seen healed";
        }
        return heldTooLong(inForce, healed);
    }

    /** From one acknowledgement to the other, against what the plan says; null where that is not told. */
    private @Nullable String heldTooLong(Operation inForce, Operation healed) {
        OptionalLong from = number(inForce, "acknowledged");
        OptionalLong to = number(healed, "acknowledged");
        OptionalLong lasts = number(inForce, "lasts-ms");
        if (from.isEmpty() || to.isEmpty() || lasts.isEmpty()) {
            return null;
        }
        long held = to.getAsLong() - from.getAsLong();
        long planned = lasts.getAsLong() * NANOS_PER_MILLI;
        return held - planned <= LATE_NANOS
                ? null
                : name + " was held for " + Phrases.seconds(held) + ", and planned for " + Phrases.seconds(planned)
                        + " (" + Phrases.line(healed) + ")";
    }

    /**
     * How long it was in force: from the first line that says so, until the command to heal was sent, or where that is
     * not told, until it was seen healed.
     */
    OptionalLong nanosInForce() {
        Operation begin = inForce;
        Operation end = healed;
        if (begin == null || end == null) {
            return OptionalLong.empty();
        }
        OptionalLong sent = number(end, "sent");
        long until = sent.isPresent() && sent.getAsLong() > begin.time() ? sent.getAsLong() : end.time();
        return OptionalLong.of(until - begin.time());
    }

    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("fault", name);
        facts.put("where", where.stream().map(FaultCourse::plain).toList());
        OptionalLong sent = inForce == null ? OptionalLong.empty() : number(inForce, "sent");
        if (sent.isEmpty() && pending != null) {
            sent = number(pending, "sent");
        }
        if (sent.isEmpty() && pending != null) {
            sent = OptionalLong.of(pending.time());
        }
        if (inForce != null) {
            facts.put("in-force-ns", inForce.time());
            OptionalLong acknowledged = number(inForce, "acknowledged");
            if (sent.isPresent() && acknowledged.isPresent()) {
                facts.put("sent-to-acknowledged-ms", Phrases.millis(acknowledged.getAsLong() - sent.getAsLong()));
            }
            if (sent.isPresent()) {
                facts.put("sent-to-in-force-ms", Phrases.millis(inForce.time() - sent.getAsLong()));
            }
        }
        if (healed != null) {
            facts.put("healed-ns", healed.time());
        }
        nanosInForce().ifPresent(nanos -> facts.put("in-force-ms", Phrases.millis(nanos)));
        return facts;
    }

    private static OptionalLong number(Operation line, String field) {
        return Fields.of(line.value()).number(field);
    }

    private static Object plain(Object place) {
        return place instanceof List<?> pair
                ? pair.stream().map(String::valueOf).toList()
                : Fields.text(place);
    }
}
