package io.schism.histories.check;

import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * FAULT: whether every planned fault was observed in force, and then healed, not much later than planned. One that was not
 * makes a run prove nothing (unknown); it never makes it invalid.
 *
 * <p>Figures: {@code faults}, each with {@code sent-to-acknowledged-ms}, {@code sent-to-in-force-ms} and {@code in-force-ms} (until the
 * command to heal was sent), and {@code cut-ms}: all cuts' time in force together.
 */
public final class FaultsInForce implements Checker {
    @Override
    public String name() {
        return "FAULT";
    }

    @Override
    public Verdict check(History history) {
        Map<List<Object>, FaultCourse> courses = new LinkedHashMap<>();
        List<String> complaints = new ArrayList<>();
        long cut = 0;
        for (Operation line : history.nemesis()) {
            if (line.f().equals("phase")) {
                continue;
            }
            Object id = Objects.requireNonNullElse(Fields.of(line.value()).get("id"), "");
            FaultCourse course = courses.computeIfAbsent(
                    List.of(line.f(), id), key -> new FaultCourse((line.f() + " " + id).trim()));
            if (!course.take(line)) {
                complaints.add("the nemesis line of " + course.name() + " tells no state that a fault can have ("
                        + Phrases.line(line) + ")");
            }
        }
        for (Map.Entry<List<Object>, FaultCourse> course : courses.entrySet()) {
            String complaint = course.getValue().complaint();
            if (complaint != null) {
                complaints.add(complaint);
            }
            if (course.getKey().get(0).equals("cut")) {
                cut += course.getValue().nanosInForce().orElse(0);
            }
        }
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("cut-ms", Phrases.millis(cut));
        figures.put("faults", courses.values().stream().map(FaultCourse::facts).toList());
        List<Evidence> evidence =
                courses.values().stream().map(FaultsInForce::evidence).toList();
        if (!complaints.isEmpty()) {
            return new Verdict(name(), Validity.UNKNOWN, String.join("; ", complaints), figures, evidence);
        }
        String reason = courses.isEmpty()
                ? "no fault was planned"
                : "every planned fault (" + courses.size() + ") was in force and then healed";
        return new Verdict(name(), Validity.VALID, reason, figures, evidence);
    }

    private static Evidence evidence(FaultCourse course) {
        String complaint = course.complaint();
        String held = course.nanosInForce().isPresent()
                ? " was in force for " + Phrases.seconds(course.nanosInForce().getAsLong())
                : " was in force";
        return new Evidence(complaint == null ? course.name() + held : complaint, course.indices(), course.facts());
    }
}
