package io.schism.workloads.coordination;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Who is primary, under which epoch: the fact that a controller writes and everyone follows.
 *
 * @param node the primary's name
 * @param epoch from 1, higher with every promotion
 */
public record PrimaryRecord(@JsonProperty(required = true) String node, @JsonProperty(required = true) long epoch) {}
