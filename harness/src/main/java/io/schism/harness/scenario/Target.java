package io.schism.harness.scenario;

import java.util.List;

/** Whom a fault is meant for, in the words of the plan; who that is in a run is decided when it is injected. */
public sealed interface Target {
    /** Groups of members that are set against each other: every pair of members on different sides, both ways. */
    record Sides(List<List<String>> sides) implements Target {}

    /** What members of the one group send to members of the other, and nothing else. */
    record Links(List<String> from, List<String> to) implements Target {}

    /** Members, one by one: names of regions and members. */
    record Members(List<String> names) implements Target {}

    /** Nobody in particular. */
    record Whole() implements Target {}
}
