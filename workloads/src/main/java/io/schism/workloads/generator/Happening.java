package io.schism.workloads.generator;

/** An operation began, or ended. */
public record Happening<V>(Op<V> op, What what) {
    /** How far it is. */
    public enum What {
        INVOKED,
        OK,
        FAILED,
        INDETERMINATE
    }
}
