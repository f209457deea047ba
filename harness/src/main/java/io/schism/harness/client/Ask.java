package io.schism.harness.client;

/** Which nodes a region's clients ask. */
public enum Ask {
    /** Those of their own region, in turn; every node where the region has none. */
    REGION,
    /** The one that says it is primary, as far as the region can hear; any of the region while nobody does. */
    PRIMARY,
    /** Every node, in turn. */
    ALL
}
