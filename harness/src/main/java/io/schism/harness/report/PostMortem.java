package io.schism.harness.report;

import io.schism.harness.report.Timeline.Lane;
import io.schism.harness.report.Timeline.Span;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The chapters of a post-mortem, each from what was measured; what nobody measured is said to be so or left out. */
final class PostMortem {
    private static final int MOST_EVENTS = 160;

    /** A chapter; a paragraph is one fact. */
    record Chapter(String title, List<String> paragraphs) {
        /** Where the page's links lead. */
        String id() {
            return title.toLowerCase(Locale.ROOT).replace(' ', '-');
        }
    }

    private final Facts facts;

    private PostMortem(Facts facts) {
        this.facts = facts;
    }

    /** The chapters before the timeline. */
    static List<Chapter> before(Facts facts) {
        return List.of(new Chapter("Background", new PostMortem(facts).background()));
    }

    /** The chapters after the timeline. */
    static List<Chapter> after(Facts facts) {
        PostMortem p = new PostMortem(facts);
        List<Chapter> chapters = new ArrayList<>();
        chapters.add(new Chapter("Trigger", p.trigger()));
        chapters.add(new Chapter("Root cause", p.rootCause()));
        chapters.add(new Chapter("Detection", p.detection()));
        chapters.add(new Chapter("Mitigation", p.mitigation()));
        chapters.add(new Chapter("Impact", p.impact()));
        chapters.add(new Chapter("Where we got lucky", Outlook.luck(facts)));
        chapters.add(new Chapter("Next steps", Outlook.nextSteps(facts)));
        if (!facts.input().notReproduced().isEmpty()) {
            chapters.add(new Chapter(
                    "What was not reproduced",
                    facts.input().notReproduced().stream().map(Shown::text).toList()));
        }
        return chapters;
    }

    /** The first and the last rows where there are too many for a reader. */
    static List<Event> timeline(List<Event> events) {
        if (events.size() <= MOST_EVENTS) {
            return events;
        }
        List<Event> bounded = new ArrayList<>(events.subList(0, MOST_EVENTS - 40));
        Event last = bounded.get(bounded.size() - 1);
        bounded.add(new Event(
                last.time(),
                Event.Source.OBSERVED,
                Shown.count(events.size() - MOST_EVENTS) + " further changes are left out here and drawn above",
                List.of()));
        bounded.addAll(events.subList(events.size() - 40, events.size()));
        return bounded;
    }

    private List<String> background() {
        List<String> told = new ArrayList<>();
        ReportInput input = facts.input();
        if (!input.scenario().description().isBlank()) {
            told.add(Shown.text(input.scenario().description(), 2000));
        }
        Map<String, List<String>> regions = input.setting().regions();
        if (!regions.isEmpty()) {
            List<String> each = new ArrayList<>();
            regions.forEach((region, nodes) -> each.add(Shown.name(region) + ": "
                    + nodes.stream()
                            .map(Shown::name)
                            .limit(20)
                            .reduce((a, b) -> a + ", " + b)
                            .orElse("no node")));
            told.add(Shown.count(regions.size(), "region") + " (" + String.join("; ", each) + ").");
        }
        List<String> load = facts.throughput().regions().stream()
                .map(r -> (r.name().isEmpty() ? "no region" : r.name()) + " "
                        + Shown.count(r.sumOk() + r.sumFail() + r.sumInfo()))
                .toList();
        told.add(
                load.isEmpty()
                        ? "No client operation was recorded."
                        : "Clients made " + Shown.count(facts.throughput().total(), "operation") + " in "
                                + Shown.seconds(facts.timeline().to()) + " (" + String.join(", ", load) + ").");
        return told;
    }

    private List<String> trigger() {
        List<String> told = new ArrayList<>();
        facts.timeline().faults().stream().limit(20).forEach(fault -> {
            if (fault.isFailed()) {
                told.add("Injected, but not in force: " + fault.label() + " at " + Shown.seconds(fault.pending())
                        + (fault.reason().isEmpty() ? "." : " (" + fault.reason() + ")."));
            } else if (fault.inForce() < 0) {
                told.add("Asked for, never seen in force: " + fault.label() + ".");
            } else {
                told.add("Injected: " + fault.label() + ", in force from " + Shown.seconds(fault.inForce()) + " "
                        + (fault.isHealed() ? "to " + Shown.seconds(fault.end()) : "to the end of the run") + " ("
                        + Shown.seconds(fault.end() - fault.inForce()) + ").");
            }
        });
        return told.isEmpty() ? List.of("No fault was injected.") : told;
    }

    private List<String> rootCause() {
        List<String> told = new ArrayList<>();
        for (Verdict verdict : facts.input().verdicts()) {
            if (verdict.validity() == Validity.INVALID) {
                told.add(Shown.name(verdict.checker()) + ": " + Shown.text(verdict.reason()));
            }
        }
        if (told.isEmpty()) {
            return List.of("No violation was found; there is nothing to explain.");
        }
        String why = Cause.of(facts).why();
        if (!why.isEmpty()) {
            told.add(0, why);
        }
        Map<String, String> policy = facts.input().scenario().policy();
        if (!policy.isEmpty()) {
            List<String> settings = new ArrayList<>();
            policy.forEach((setting, choice) -> settings.add(Shown.name(setting) + ": " + Shown.name(choice)));
            told.add("The policy in force was " + String.join("; ", settings)
                    + ". Which of these settings the violation hangs on is shown by the variants that change one.");
        }
        return told;
    }

    private List<String> detection() {
        List<String> told = new ArrayList<>();
        Optional<Long> start = start();
        sessions("suspended")
                .ifPresent(s -> told.add("First session suspended: " + s.getKey() + ", "
                        + since(start, s.getValue().from()) + "."));
        sessions("lost")
                .ifPresent(s -> told.add("First session lost: " + s.getKey() + ", "
                        + since(start, s.getValue().from()) + "."));
        for (Mark p : facts.timeline().promotions().stream().limit(10).toList()) {
            told.add("Promotion: " + p.node() + " seen as primary under epoch " + p.epoch() + ", "
                    + since(start, p.time()) + ".");
        }
        return told.isEmpty() ? List.of("No member was seen to react.") : told;
    }

    private Optional<Map.Entry<String, Span>> sessions(String state) {
        Map<String, Span> first = new LinkedHashMap<>();
        for (Lane lane : facts.timeline().lanes()) {
            lane.sessions().stream()
                    .filter(s -> s.state().equals(state))
                    .findFirst()
                    .ifPresent(s -> first.put(lane.name(), s));
        }
        return first.entrySet().stream()
                .min(Comparator.comparingLong(e -> e.getValue().from()));
    }

    private Optional<Long> start() {
        return facts.timeline().faults().stream()
                .map(FaultBand::inForce)
                .filter(t -> t >= 0)
                .min(Comparator.naturalOrder());
    }

    private static String since(Optional<Long> start, long time) {
        return "at " + Shown.seconds(time)
                + start.filter(s -> time >= s)
                        .map(s -> ", " + Shown.seconds(time - s) + " into the fault")
                        .orElse("");
    }

    private List<String> mitigation() {
        List<String> told = new ArrayList<>();
        long healed = facts.timeline().faults().stream()
                .filter(FaultBand::isHealed)
                .mapToLong(FaultBand::end)
                .max()
                .orElse(-1);
        if (healed >= 0) {
            told.add("The last fault was seen healed at " + Shown.seconds(healed) + ".");
            for (Lane lane : facts.timeline().nodes()) {
                lane.states().stream()
                        .filter(s -> s.from() > healed)
                        .limit(3)
                        .forEach(s -> told.add(Shown.seconds(s.from() - healed) + " after it, " + lane.name()
                                + " was seen as " + s.state() + (s.epoch() >= 0 ? " under epoch " + s.epoch() : "")
                                + "."));
            }
        }
        for (Operation o : facts.input().history().observed("quiescence")) {
            boolean reached = Boolean.TRUE.equals(Field.of(o.value(), "reached"));
            told.add((reached ? "The nodes came to rest after " : "The nodes did not come to rest within ")
                    + Shown.seconds(Field.number(Field.of(o.value(), "waited"), 0)) + ".");
        }
        return told.isEmpty() ? List.of("No heal was seen.") : told;
    }

    private List<String> impact() {
        List<String> told = new ArrayList<>();
        for (Throughput.Region region : facts.throughput().regions()) {
            told.add("Clients" + (region.name().isEmpty() ? "" : " in " + region.name()) + ": "
                    + Shown.count(region.sumOk()) + " operations succeeded, " + Shown.count(region.sumFail())
                    + " were refused, " + Shown.count(region.sumInfo()) + " ended without knowing.");
        }
        Headline headline = Headline.of(facts);
        if (headline.validity() == Validity.INVALID) {
            told.addAll(headline.sentences());
        }
        return told.isEmpty() ? List.of("No client operation was recorded.") : told;
    }
}
