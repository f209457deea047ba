package io.schism.harness.cluster;

/**
 * One member of a run: a ZooKeeper voter, a failover controller, a node of the service, or the place that a region's
 * clients call from.
 *
 * @param name unique in the run: {@code zk-E}, {@code ctl-E}, {@code E1}, {@code clients-E}
 * @param region the place that it shares a fate with
 */
public record Member(String name, Kind kind, String region) {
    /** What a member is. */
    public enum Kind {
        ZOOKEEPER,
        CONTROLLER,
        SERVICE,
        CLIENTS
    }
}
