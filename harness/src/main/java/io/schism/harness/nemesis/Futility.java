package io.schism.harness.nemesis;

/**
 * Why a step can do nothing.
 *
 * @param reason in words that end a sentence
 * @param remedy what to write instead
 */
public record Futility(String reason, String remedy) {}
