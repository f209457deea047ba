package io.schism.harness.cluster;

/**
 * What came of a number of small probes that one member sent to another.
 *
 * @param sent how many
 * @param arrived how many of them the other got, each counted once
 * @param copies how many it got more often than that, in all
 * @param overtaken how many came after a later one
 */
public record Arrivals(int sent, int arrived, int copies, int overtaken) {
    /** The share that did not arrive. */
    public double loss() {
        return sent == 0 ? 0 : 1 - (double) arrived / sent;
    }
}
