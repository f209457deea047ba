package io.schism.harness.report;

/**
 * A page to be served.
 *
 * @param policy its content security policy: nothing but its own style and script, by their hash
 */
public record WebPage(String html, String policy) {}
