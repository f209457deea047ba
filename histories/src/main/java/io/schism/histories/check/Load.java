package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.Operation;

/** Which part of the load a call belongs to: the client's region, and the class of operation ({@code :f} where none is told). */
record Load(String region, String operationClass) implements Comparable<Load> {
    /** The region of calls that name none. */
    static final String NOWHERE = "none";

    static Load of(Call call) {
        Operation invocation = call.invocation();
        String region = invocation.text("region");
        String operationClass = invocation.text("class");
        return new Load(region == null ? NOWHERE : region, operationClass == null ? invocation.f() : operationClass);
    }

    @Override
    public int compareTo(Load other) {
        int byRegion = region.compareTo(other.region);
        return byRegion != 0 ? byRegion : operationClass.compareTo(other.operationClass);
    }
}
