package io.schism.workloads.client;

/** Someone said that this node is the primary of this epoch. */
public record Claim(long epoch, String primary) {}
