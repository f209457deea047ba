package io.schism.harness.backend.docker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The containers that hold up members' syncs, one for each member whose disk is slow. They end with the member, or with the run. */
final class SlowDisks {
    private final Surgery surgery;
    private final Map<String, String> tracers = new ConcurrentHashMap<>();

    SlowDisks(Surgery surgery) {
        this.surgery = surgery;
    }

    void slow(MemberContainer member, Duration by) {
        mend(member);
        tracers.put(member.getContainerId(), surgery.slowSyncs(member.getContainerId(), by));
    }

    void mend(MemberContainer member) {
        String tracer = tracers.remove(member.getContainerId());
        if (tracer != null) {
            surgery.end(tracer);
        }
    }
}
