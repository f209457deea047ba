package io.schism.harness.cluster;

/**
 * One member of a run: a ZooKeeper voter, a failover controller, a node of the service, or the place that a region's
 * clients call from.
 *
 * @param name unique in the run: {@code zk-E}, {@code ctl-E}, {@code E1}, {@code clients-E}
 * @param region the place that it shares a fate with
 * @param servicePort what its service listens on inside a container
 */
public record Member(String name, Kind kind, String region, int servicePort) {
    /** One whose service, if any, listens on the port that is ours by custom. */
    public Member(String name, Kind kind, String region) {
        this(name, kind, region, Port.HTTP.number());
    }

    /** The number of a port inside a container. */
    public int number(Port port) {
        return port == Port.HTTP ? servicePort : port.number();
    }

    /** What a member is. */
    public enum Kind {
        ZOOKEEPER,
        CONTROLLER,
        SERVICE,
        CLIENTS
    }
}
