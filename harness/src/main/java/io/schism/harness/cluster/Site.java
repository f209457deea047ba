package io.schism.harness.cluster;

import java.net.InetSocketAddress;

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

    /** Freezes every thread of a member. */
    void pause(String member);

    /** Lets a paused member go on. */
    void resume(String member);

    /** Whether the member's process runs (paused counts). */
    boolean isRunning(String member);

    Network network();

    /** Ends everything, collects logs into {@code nodes/NAME/} of the run's folder, removes every trace on the host. */
    @Override
    void close();
}
