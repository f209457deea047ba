package io.schism.harness.scenario;

import java.util.List;

/**
 * What a step of a plan must say of a fault.
 *
 * @param name what users type
 * @param aim whom it can be meant for
 * @param settings the keys of its own, besides {@code at}, {@code for} and those of the aim
 */
public record FaultForm(String name, Aim aim, List<Setting> settings) {
    /** What a fault is aimed at. */
    public enum Aim {
        /** Directed pairs of members: {@code sides}, or {@code from} and {@code to}. */
        PAIRS,
        /** Members: {@code targets}. */
        MEMBERS,
        /** The cluster as a whole. */
        WHOLE
    }

    public FaultForm {
        settings = List.copyOf(settings);
    }

    public static FaultForm pairs(String name, Setting... settings) {
        return new FaultForm(name, Aim.PAIRS, List.of(settings));
    }

    public static FaultForm members(String name, Setting... settings) {
        return new FaultForm(name, Aim.MEMBERS, List.of(settings));
    }

    public static FaultForm whole(String name, Setting... settings) {
        return new FaultForm(name, Aim.WHOLE, List.of(settings));
    }
}
