package io.schism.harness.cluster;

/** What a member listens on; the number is the one inside a container. */
public enum Port {
    ZK_CLIENT(2181),
    ZK_QUORUM(2888),
    ZK_ELECTION(3888),
    HTTP(8080),
    /** The agent that opens probe connections on the member's behalf, {@code io.schism.workloads.agent.ProbeAgent}. */
    PROBE(7070);

    private final int number;

    Port(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The port by which a probe reaches a member of that kind. */
    public static Port probedOn(Member.Kind from, Member.Kind to) {
        if (to == Member.Kind.ZOOKEEPER) {
            return from == Member.Kind.ZOOKEEPER ? ZK_ELECTION : ZK_CLIENT;
        }
        return HTTP;
    }
}
