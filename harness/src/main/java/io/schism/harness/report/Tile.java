package io.schism.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One of the figures that a reader looks for first.
 *
 * @param bad whether it tells of harm; told by a mark as well as by colour
 */
record Tile(String label, String value, String note, boolean bad) {

    static List<Tile> of(Facts facts) {
        Figures figures = facts.figures();
        List<Tile> tiles = new ArrayList<>();
        tiles.add(millis("Dual primary", figures.number("dual-primary-ms"), claimed(figures), true));
        tiles.add(number(
                "Acknowledged writes lost", figures.number("lost"), noted(figures.number("stranded"), " stranded")));
        tiles.add(millis("Recovery point (RPO)", figures.number("rpo-ms"), "oldest lost write to promotion", true));
        tiles.add(recovery(figures));
        tiles.add(number("Acknowledged on a fork", figures.forkAcked(), byNode(figures)));
        tiles.add(number("Divergent rows", rows(facts), conflicting(facts)));
        tiles.add(millis("Longest gap", figures.number("longest-gap-ms"), gaps(figures), false));
        Throughput t = facts.throughput();
        tiles.add(new Tile(
                "Operations",
                Shown.count(t.ok()) + " ok",
                Shown.count(t.fail()) + " failed · " + Shown.count(t.info()) + " indeterminate",
                false));
        return tiles;
    }

    private static Tile millis(String label, OptionalDouble value, String note, boolean harm) {
        return value.isEmpty()
                ? new Tile(label, "—", "not measured", false)
                : new Tile(label, Shown.millis(value.getAsDouble()), note, harm && value.getAsDouble() > 0);
    }

    private static Tile number(String label, OptionalDouble value, String note) {
        return value.isEmpty()
                ? new Tile(label, "—", "not measured", false)
                : new Tile(label, Shown.count((long) value.getAsDouble()), note, value.getAsDouble() > 0);
    }

    /** How many keys are not the same on every node; empty where no node told its log. */
    private static OptionalDouble rows(Facts facts) {
        DivergentRows rows = facts.divergence().values();
        return rows.holders().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(rows.differing());
    }

    private static String conflicting(Facts facts) {
        long conflicting = facts.divergence().values().conflicting();
        return conflicting == 0 ? "" : Shown.count(conflicting) + " with a value on both sides";
    }

    private static String claimed(Figures figures) {
        OptionalDouble claimed = figures.number("claimed-overlap-ms");
        return claimed.isPresent() ? Shown.millis(claimed.getAsDouble()) + " claimed" : "";
    }

    private static String gaps(Figures figures) {
        String byRegion = figures.shown("longest-gap-ms");
        return byRegion.contains(" · ") ? byRegion : "without a success";
    }

    /** Of all regions the latest; of one that was not seen to recover nobody knows it. */
    private static Tile recovery(Figures figures) {
        String label = "Recovery time (RTO)";
        Set<String> dark = new TreeSet<>(figures.parts("longest-gap-ms"));
        dark.removeAll(figures.parts("recovery-ms"));
        OptionalDouble latest = figures.number("recovery-ms");
        String byRegion = figures.shown("recovery-ms");
        if (latest.isPresent() && !dark.isEmpty()) {
            String whose = dark.stream().map(Shown::name).collect(Collectors.joining(", "));
            return new Tile(label, "—", whose + " did not recover while the load went on · " + byRegion, true);
        }
        return millis(label, latest, byRegion.contains(" · ") ? byRegion : "from the first fault in force", false);
    }

    private static String noted(OptionalDouble value, String words) {
        return value.isPresent() ? Shown.count((long) value.getAsDouble()) + words : "";
    }

    private static String byNode(Figures figures) {
        return figures.forkAckedByNode().entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .limit(4)
                .map(e -> Shown.name(e.getKey()) + " " + Shown.count(e.getValue()))
                .collect(Collectors.joining(" · "));
    }
}
