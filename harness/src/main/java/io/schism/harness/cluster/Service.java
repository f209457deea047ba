package io.schism.harness.cluster;

import io.schism.harness.cluster.Topology.Region;
import io.schism.harness.status.NodeStatus;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.client.Claim;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who serves on the nodes of a run: what is started for it, when it serves, what its members say of themselves, and who
 * speaks to it. Thread-safe.
 */
public interface Service {
    /** What to start besides the ensemble. */
    List<Launch> launches(Placement placement);

    /** Whether its members are started only once the ensemble serves. */
    boolean waitsForEnsemble();

    /**
     * Something that must come to hold.
     *
     * @param what in words: {@code E1 to be primary}
     * @param holds asked again and again; throws a UserError where it never will
     */
    record Condition(String what, BooleanSupplier holds) {}

    /** What must hold, one after the other, for the whole to serve. */
    List<Condition> serving(Placement placement);

    /** Whether a member of it answers when asked past every cut. */
    boolean answers(Placement placement, Member member);

    /** Whether its nodes say which of them is primary. */
    boolean tellsRoles();

    /** Whether its nodes say under which epoch they are primary. */
    boolean tellsEpochs();

    /** Whether its nodes say how their ZooKeeper sessions fare. */
    boolean tellsSessions();

    /** What a node says of itself; empty when it does not answer, or has nothing to say. */
    Optional<NodeStatus> status(Placement placement, String node, Duration limit);

    /** The last position of all nodes that take part, 0 where there are no positions; empty while they are not quiet. */
    OptionalLong quiet(Placement placement);

    /** Whether an agent of ours lives in each process of it, and does there what it is asked. */
    boolean hasAgents();

    /** Whether its nodes keep a log that can be read at the end. */
    boolean keepsLog();

    /** A node's whole log and side file, in the shape of a {@code :final-state} line; empty when it does not answer. */
    Optional<Map<Keyword, @Nullable Object>> finalState(Placement placement, String node, Duration limit);

    /** Whether every key is read once more at the end in every region, for each may see something else; otherwise beside the
     * primary alone. */
    boolean readsOnceMoreEverywhere();

    /** Lets go of whatever it keeps open to the members of a cluster that is about to end. */
    default void release(Placement placement) {}

    /** Whether reads claim to be linearizable. */
    boolean readsAreLinearizable();

    /** The checkers whose input it gives: they judge where a scenario names none. */
    List<String> checkers();

    /**
     * The client of one region, which calls from the region's place.
     *
     * @param folder where a client that is a program keeps its log
     * @param heard told whenever the region's clients hear of another primary
     */
    Client client(Placement placement, Region region, Timeouts timeouts, Path folder, Consumer<Claim> heard);
}
