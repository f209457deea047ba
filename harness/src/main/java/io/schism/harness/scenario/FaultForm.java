package io.schism.harness.scenario;

import io.schism.harness.cluster.Member;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a step of a plan must say of a fault, and to whom the fault can do something.
 *
 * @param name what users type
 * @param aim whom it can be meant for
 * @param hits the members that it does something to; others that a step names are left out
 * @param needsAgent whether it is done or seen by an agent of ours inside each of them
 * @param settings the keys of its own, besides {@code at}, {@code for} and those of the aim
 */
public record FaultForm(String name, Aim aim, Set<Member.Kind> hits, boolean needsAgent, List<Setting> settings) {
    /** What a fault is aimed at. */
    public enum Aim {
        /** Directed pairs of members: {@code sides}, or {@code from} and {@code to}. */
        PAIRS,
        /** Members: {@code targets}. */
        MEMBERS,
        /** The cluster as a whole. */
        WHOLE
    }

    private static final Set<Member.Kind> EVERYBODY = EnumSet.allOf(Member.Kind.class);

    /** Clients are no processes. */
    private static final Set<Member.Kind> PROCESSES = EnumSet.complementOf(EnumSet.of(Member.Kind.CLIENTS));

    public FaultForm {
        hits = Set.copyOf(hits);
        settings = List.copyOf(settings);
    }

    public static FaultForm pairs(String name, Setting... settings) {
        return new FaultForm(name, Aim.PAIRS, EVERYBODY, false, List.of(settings));
    }

    /** One of all members that are processes. */
    public static FaultForm members(String name, Setting... settings) {
        return new FaultForm(name, Aim.MEMBERS, PROCESSES, false, List.of(settings));
    }

    public static FaultForm whole(String name, Setting... settings) {
        return new FaultForm(name, Aim.WHOLE, EVERYBODY, false, List.of(settings));
    }

    /** The same, of these members alone. */
    public FaultForm hitting(Member.Kind first, Member.Kind... more) {
        return new FaultForm(name, aim, EnumSet.of(first, more), needsAgent, settings);
    }

    /** The same, of members that carry an agent of ours: those of a user's service do not. */
    public FaultForm throughAgents() {
        return new FaultForm(name, aim, hits, true, settings);
    }

    /** Whom it can hit, in words: {@code nodes or ZooKeepers}. */
    public String whom() {
        return EnumSet.copyOf(hits).stream().map(FaultForm::word).collect(Collectors.joining(" or "));
    }

    private static String word(Member.Kind kind) {
        return switch (kind) {
            case ZOOKEEPER -> "ZooKeepers";
            case CONTROLLER -> "controllers";
            case SERVICE -> "nodes";
            case CLIENTS -> "clients";
        };
    }
}
