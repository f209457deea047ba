package io.schism.harness.status;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a node of the service says at {@code GET /role}.
 *
 * @param role {@code primary}, {@code replica}, {@code out} or {@code starting}
 * @param epoch the epoch it acts under
 * @param primary the primary of the highest epoch it knows; empty when it knows none
 * @param pos the last position of its log
 * @param confirmed the position up to which the log is confirmed
 * @param session its ZooKeeper session: {@code connected}, {@code suspended}, {@code lost} or {@code none}
 * @param refusals how many requests of a stale epoch it has refused
 * @param givenUp how many entries it has put aside
 */
public record NodeStatus(
        String role,
        long epoch,
        String primary,
        long pos,
        long confirmed,
        String session,
        long refusals,
        long givenUp) {
    /** One that tells its role and its epoch, and nothing else. */
    public static NodeStatus of(String role, long epoch) {
        return new NodeStatus(role, epoch, "", 0, 0, "none", 0, 0);
    }

    static NodeStatus of(JsonNode json) {
        return new NodeStatus(
                json.path("role").asText("unreachable"),
                json.path("epoch").asLong(),
                json.path("primary").asText(""),
                json.path("pos").asLong(),
                json.path("confirmed").asLong(),
                json.path("session").asText("none"),
                json.path("refusals").asLong(),
                json.path("givenUp").asLong());
    }
}
