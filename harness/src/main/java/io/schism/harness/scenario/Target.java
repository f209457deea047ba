package io.schism.harness.scenario;

import io.schism.harness.partition.Partition;
import io.schism.harness.partition.Unit;
import java.util.List;

/**
 * Whom a fault is meant for, in the words of the plan: names of regions and members, and the words of {@link Who}. Who
 * that is in a run is decided when it is injected.
 */
public sealed interface Target {
    /** On a side of its own: everyone who stands on no other. */
    String REST = "rest";

    /** Groups of members that are set against each other: every pair of members on different sides, both ways. */
    record Sides(List<List<String>> sides) implements Target {}

    /** What members of the one group send to members of the other, and nothing else. */
    record Links(List<String> from, List<String> to) implements Target {}

    /** A network that falls in parts. */
    record Shaped(Partition shape, Unit of, List<String> targets) implements Target {}

    /** Members, one by one. */
    record Members(List<String> names) implements Target {}

    /** Nobody in particular. */
    record Whole() implements Target {}
}
