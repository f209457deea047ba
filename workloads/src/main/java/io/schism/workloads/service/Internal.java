package io.schism.workloads.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What nodes, and controllers, say to nodes: the documents of {@code /internal/*} and of {@code /role}. */
public final class Internal {
    private Internal() {}

    /**
     * A primary's entries for a replica; without entries, a heartbeat.
     *
     * @param prevEpoch the epoch of the entry before the first, 0 before position 1
     * @param prevPos the position before the first
     * @param confirmed how far the primary's log is confirmed
     */
    record Append(
            @JsonProperty(required = true) long epoch,
            @JsonProperty(required = true) String primary,
            @JsonProperty(required = true) long prevEpoch,
            @JsonProperty(required = true) long prevPos,
            @JsonProperty(required = true) long confirmed,
            @JsonProperty(required = true) List<Wire> entries) {}

    /** How a replica took an append. */
    enum Outcome {
        /** The log agrees and is durable through {@code pos}. */
        APPENDED,
        /** The log differs before the first entry; it may agree at {@code pos}, never behind. */
        MISMATCH,
        /** Refused: the epoch is lower than one seen. */
        STALE,
        /** Not done, for want of fencing not objected to either: newer entries stand where these would. */
        CONFLICT,
        /** This node stays out. */
        OUT,
        /** Neither done nor refused: ask again. */
        AGAIN
    }

    /**
     * An answer to an append.
     *
     * @param epoch the epoch that this answer lets the asker know of
     */
    record Appended(
            @JsonProperty(required = true) Outcome outcome,
            @JsonProperty(required = true) long epoch,
            @JsonProperty(required = true) long pos) {}

    /** Ask for an epoch to be installed: whoever is primary of a lower one steps down. */
    public record Install(@JsonProperty(required = true) long epoch) {}

    /**
     * The end of a node's durable log, told after the epoch was made durable.
     *
     * @param seen the highest epoch that the node knows; when higher than the one asked for, that one was not installed
     * @param lastEpoch the epoch of the last entry
     * @param lastPos the position of the last entry
     * @param out whether the node stays out
     */
    public record Installed(
            @JsonProperty(required = true) String node,
            @JsonProperty(required = true) long seen,
            @JsonProperty(required = true) long lastEpoch,
            @JsonProperty(required = true) long lastPos,
            @JsonProperty(required = true) boolean out) {}

    /**
     * Ask a node to fetch from another what it lacks, for an epoch about to begin.
     *
     * @param through the position that it must reach; the other's log may go on growing where it is not fenced
     */
    public record CatchUp(
            @JsonProperty(required = true) long epoch,
            @JsonProperty(required = true) String from,
            @JsonProperty(required = true) long through) {}

    /** Ask a node for what stands behind a position, if its log agrees there. */
    record Fetch(@JsonProperty(required = true) long prevEpoch, @JsonProperty(required = true) long prevPos) {}

    /** What stands behind it; where the log differs, {@code agrees} is false and it may agree at {@code pos}, never behind. */
    record Fetched(
            @JsonProperty(required = true) boolean agrees,
            @JsonProperty(required = true) long pos,
            @JsonProperty(required = true) List<Wire> entries) {}

    /** What {@code /role} says; see the HTTP interface. */
    public record RoleView(
            @JsonProperty(required = true) String node,
            @JsonProperty(required = true) String region,
            @JsonProperty(required = true) String role,
            @JsonProperty(required = true) long epoch,
            @Nullable String primary,
            @JsonProperty(required = true) long seen,
            @JsonProperty(required = true) long pos,
            @JsonProperty(required = true) long confirmed,
            @JsonProperty(required = true) String session,
            @JsonProperty(required = true) long refusals,
            @JsonProperty(required = true) long givenUp) {}

    /** What {@code /log} says. */
    record LogView(
            String node,
            String role,
            long epoch,
            boolean member,
            long pos,
            long confirmed,
            long refusals,
            long givenUp,
            List<Wire> log,
            List<Wire> side) {}
}
