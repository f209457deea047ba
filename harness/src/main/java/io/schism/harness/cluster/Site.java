package io.schism.harness.cluster;

import io.schism.workloads.agent.DataChange;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the members of one run live: their addresses, processes and network. Made by a {@link Backend}; closing it
 * leaves nothing behind on the host but the run's folder. Thread-safe.
 */
public interface Site extends AutoCloseable {
    /** The address that a member binds, as the member sees it. */
    InetSocketAddress listen(String member, Port port);

    /** Where {@code from} connects to reach {@code to}: a path that a cut of the pair breaks. For a member of kind CLIENTS
     * it is an address that the harness itself can connect to. */
    InetSocketAddress route(String from, String to, Port port);

    /** Where the harness reaches a member past every cut, for observers. */
    InetSocketAddress observe(String member, Port port);

    /** Starts a member; returns once the process or container runs, not once it serves. */
    void start(Launch launch);

    /** Asks a member to end (SIGTERM) and waits for it. */
    void stop(String member);

    /** Ends a member at once (SIGKILL). */
    void kill(String member);

    /** Starts a stopped or killed member again: the same launch, addresses and data. */
    void restart(String member);

    /** Freezes every thread of a member; one that stands still already goes on standing. */
    void pause(String member);

    /** Lets a paused member go on; nothing to do for one that is not paused, or does not run. */
    void resume(String member);

    /** Stops the member's own process and nothing around it (SIGSTOP). */
    void sigstop(String member);

    /** Lets a process go on that {@link #sigstop} has stopped (SIGCONT); nothing to do for one that does not run. */
    void sigcont(String member);

    /** Whether the member's process runs (paused counts). */
    boolean isRunning(String member);

    /** Whether a paused member is seen to stand still; false where that cannot be seen. */
    default boolean isFrozen(String member) {
        return false;
    }

    /** Whether a member's own health check has passed; empty where none is asked. */
    default Optional<Boolean> isHealthy(String member) {
        return Optional.empty();
    }

    /** The file that a member's output is appended to; empty where there is none. */
    default Optional<Path> log(String member) {
        return Optional.empty();
    }

    /** A SOCKS 5 proxy of the member's own, through which it may reach any other's {@link #listen} address so that cuts
     * reach it too; empty where every connection passes the network anyway. */
    default Optional<InetSocketAddress> socks(String member) {
        return Optional.empty();
    }

    /** Tells the process that runs from every other of the same member, before and after; empty where none runs. */
    Optional<String> incarnation(String member);

    /** Gives a member that share of one processor and no more; 1 takes the limit away. */
    void limitCpu(String member, double share);

    /**
     * Whether {@link #limitCpu} is seen to hold a member back now, from outside of its processes. It takes some tenths of a
     * second or more to see, and a member that does nothing meanwhile need not be seen.
     */
    boolean isHeldBack(String member);

    /**
     * Leaves a member that much more memory than it uses now, and ends it should it ask for more.
     *
     * @throws UnsupportedOperationException where the backend lacks {@link Feature#MEMORY_LIMIT}
     */
    void limitMemory(String member, long bytesMore);

    /**
     * Takes from a member whatever memory it can give up, so that it is ended when it asks for more; it may be ended at once. To be
     * repeated while it runs: it goes on giving memory up, and asking for it.
     *
     * @throws UnsupportedOperationException where the backend lacks {@link Feature#MEMORY_LIMIT}
     */
    void squeezeMemory(String member);

    /** Gives a member its memory back. */
    void freeMemory(String member);

    /** Whether the member ended last because it asked for more memory than it may have. */
    boolean ranOutOfMemory(String member);

    /**
     * Makes a member's name server fail.
     *
     * @throws UnsupportedOperationException where the backend lacks {@link Feature#NAME_RESOLUTION}
     */
    void breakNames(String member, NameFailure failure);

    /** Asks a member's name server from the member itself, again and again until it answers or the time is up. */
    NameAnswer lookUp(String member, Duration limit);

    /** Gives a member its name server back. */
    void mendNames(String member);

    /**
     * Changes the data of a member that does not run; only {@code COPY} and {@code MEASURE} are for one that may run.
     *
     * @return what was done, in words
     */
    String change(String member, DataChange change);

    /**
     * Lets no file that the member's processes write grow beyond so many bytes; empty takes the limit away, as a restart does.
     *
     * @throws IllegalStateException where not all of its processes can be limited
     * @throws UnsupportedOperationException where the backend lacks {@link Feature#FILE_LIMIT}
     */
    void limitFiles(String member, OptionalLong bytes);

    /** The limit in force for all of its processes, asked of the kernel. */
    OptionalLong fileLimit(String member);

    /**
     * Has every sync of a member's processes take so much longer, until they end.
     *
     * @throws IllegalStateException where not all of its processes can be held up
     * @throws UnsupportedOperationException where the backend lacks {@link Feature#SLOW_DISK}
     */
    void slowDisk(String member, Duration by);

    /** How many syncs {@link #slowDisk} has held up, as is seen from outside of the member; empty where it holds up none. */
    OptionalLong slowedSyncs(String member);

    /** Ends {@link #slowDisk}; nothing to do where there is none. */
    void mendDisk(String member);

    /** The folder that a member keeps its data in, as its own processes see it. */
    String data(String member);

    /** Has every member be ready for what it sends to be delayed; without it the first delay may take seconds to be in force. */
    default void prepareDelays() {
        // Most sites are always ready.
    }

    /**
     * Begins to watch what a member writes and syncs, until it ends. What it has written before counts as synced. It must stand still
     * meanwhile, see {@link #pause}.
     *
     * @throws UnsupportedOperationException where the backend lacks {@link Feature#WATCHED_WRITES}
     */
    void watchWrites(String member);

    /**
     * Ends a member as {@link #kill} does, and with it whatever it has written and not synced since {@link #watchWrites}, as the machine
     * below it would that loses power.
     *
     * @return how many bytes each of its files has lost; none that has lost nothing
     */
    Map<String, Long> killUnsynced(String member);

    /** Has every member started from now on with a wall clock that can be set. */
    void prepareClocks();

    /**
     * Sets a member's wall clock ahead of the real time, or behind it; a restart leaves it so.
     *
     * @throws IllegalStateException where clocks were not prepared
     */
    void setClock(String member, Duration ahead);

    Network network();

    /** Ends everything, collects logs into {@code nodes/NAME/} of the run's folder, removes every trace on the host. */
    @Override
    void close();
}
