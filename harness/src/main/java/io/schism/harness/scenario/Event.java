package io.schism.harness.scenario;

import io.schism.harness.cluster.Member;
import java.util.Optional;

/**
 * Something that a plan waits for.
 *
 * @param of whose it must be: a member, or for {@code IN_FORCE} and {@code HEALED} a fault; empty for anybody's
 */
public record Event(Kind kind, String of) {
    /** What observers and the nemesis can see happen. */
    public enum Kind {
        /** A node is seen as primary under a higher epoch than any before. */
        PROMOTION,
        /** A node is seen as primary while another one still is. */
        SECOND_PRIMARY,
        /** A ZooKeeper voter is seen to lead that did not before. */
        ZK_ELECTION,
        /** A node's ZooKeeper session is suspended. */
        SESSION_SUSPENDED,
        /** A node's ZooKeeper session is lost. */
        SESSION_LOST,
        /** A node has its ZooKeeper session again, or a new one. */
        SESSION_CONNECTED,
        /** A fault was seen in force. */
        IN_FORCE,
        /** A fault was seen healed. */
        HEALED;

        /** Whether it happens to a fault, and otherwise to a member. */
        public boolean isOfFaults() {
            return this == IN_FORCE || this == HEALED;
        }

        /** The members that it happens to; of faults none. */
        Optional<Member.Kind> befalls() {
            return switch (this) {
                case IN_FORCE, HEALED -> Optional.empty();
                case ZK_ELECTION -> Optional.of(Member.Kind.ZOOKEEPER);
                default -> Optional.of(Member.Kind.SERVICE);
            };
        }
    }

    /** Anybody's. */
    public static Event of(Kind kind) {
        return new Event(kind, "");
    }

    /** Whether what was seen is what is waited for. */
    public boolean isMetBy(Event seen) {
        return kind == seen.kind() && (of.isEmpty() || of.equals(seen.of()));
    }
}
