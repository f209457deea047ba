package io.schism.harness.cluster;

/** What a fault needs of a backend, and a backend may lack. */
public enum Feature {
    /** Single packets, or what stands for them, get lost. */
    PACKET_LOSS,
    /** What is sent arrives later. */
    PACKET_DELAY,
    /** A packet arrives twice. */
    PACKET_DUPLICATION,
    /** A packet overtakes another. */
    PACKET_REORDERING,
    /** A path carries so many bytes a second and no more. */
    RATE_LIMIT,
    /** Connections are answered by RST. */
    CONNECTION_RESET,
    /** A member's name server can be taken away. */
    NAME_RESOLUTION,
    /** A member gets a share of a processor and no more. */
    CPU_LIMIT,
    /** A member gets so much memory and no more. */
    MEMORY_LIMIT,
    /** Files of a running member can be kept from growing. */
    FILE_LIMIT,
    /** Syncs of a running member can be held up. */
    SLOW_DISK,
    /** It can be seen what a running member writes and syncs. */
    WATCHED_WRITES,
    /** The right to write its data can be taken from a member. */
    READ_ONLY_DATA,
    /** A member's wall clock can be set, and nobody else's with it. */
    SETTABLE_CLOCK
}
