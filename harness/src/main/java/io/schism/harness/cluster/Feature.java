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
    MEMORY_LIMIT
}
