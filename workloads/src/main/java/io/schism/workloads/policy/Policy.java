package io.schism.workloads.policy;

/**
 * How {@code replicated-kv} replicates, serves, fences and fails over. Some combinations are safe, most are not.
 *
 * @param replication when a write is acknowledged
 * @param copies for {@link Replication#COPIES}: how many copies besides the primary's own; otherwise ignored
 * @param fallback for {@link Replication#COPIES}: acknowledge without the copies when they do not come within
 *     {@code fallbackAfterMillis} (degrade to asynchronous), as semi-synchronous replication does
 * @param copiesCount which replicas count as copies
 * @param visibility when a write is seen by reads
 * @param whenSuspended what a primary does while its ZooKeeper session is suspended or lost
 * @param fencing whether replicas refuse an epoch lower than the highest they have seen
 * @param promotion whom the controller may promote
 * @param reads who answers a read
 * @param rejoin what a node with entries that the primary of a higher epoch does not have does with them
 */
public record Policy(
        Replication replication,
        int copies,
        boolean fallback,
        CopiesCount copiesCount,
        Visibility visibility,
        WhenSuspended whenSuspended,
        Fencing fencing,
        Promotion promotion,
        Reads reads,
        Rejoin rejoin) {

    /** When a write is acknowledged; the primary's own log is always synced first. */
    public enum Replication {
        /** At once. */
        ASYNCHRONOUS,
        /** When {@code copies} replicas have synced it. */
        COPIES,
        /** When a majority of all nodes, the primary included, has synced it. */
        MAJORITY
    }

    /** Which replicas count as copies. */
    public enum CopiesCount {
        ANYWHERE,
        OUTSIDE_REGION
    }

    /** When a write is seen by reads. */
    public enum Visibility {
        AT_ONCE,
        CONFIRMED
    }

    /** What a primary does while its ZooKeeper session is suspended or lost. */
    public enum WhenSuspended {
        /** Serves on, through SUSPENDED and LOST, until it reads a higher epoch. */
        KEEP_SERVING,
        STOP_WRITES,
        /** Stops reads and writes; a request pending then is never answered ok. */
        STOP
    }

    /** Whether replicas refuse a lower epoch. */
    public enum Fencing {
        NONE,
        EPOCH
    }

    /** Whom the controller may promote. */
    public enum Promotion {
        /** The first promotable node that answers, in the topology's order, other regions than the lost primary's first. */
        ANY_REGION,
        /** Only the primary's region; the old primary keeps the record until it is fenced and the new one holds all its acks. */
        SAME_REGION,
        /** The new epoch is installed on enough replicas to meet every ack set, then the longest log wins. */
        MOST_CAUGHT_UP
    }

    /** Who answers a read. */
    public enum Reads {
        /** The node asked, from its own copy; such reads do not claim to be linearizable. */
        LOCAL,
        PRIMARY,
        /** The primary, after a majority has confirmed that its epoch is current. */
        MAJORITY
    }

    /** What happens to entries that the primary of a higher epoch does not have. */
    public enum Rejoin {
        /** The node stays out, its log kept. */
        MANUAL,
        /** They go to a side file, counted, and the node follows the new primary. */
        TRUNCATE_ASIDE
    }
}
