package io.schism.harness.backend.docker;

import io.schism.harness.process.Strace;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
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
        String container = member.getContainerId();
        tracers.put(container, surgery.strace(container, Strace.slowSyncs(member.processes(), by, "/dev/stdout")));
    }

    /** How many syncs were held up; empty where none is. */
    OptionalLong heldUp(MemberContainer member) {
        String tracer = tracers.get(member.getContainerId());
        return tracer == null
                ? OptionalLong.empty()
                : OptionalLong.of(Strace.heldUp(surgery.output(tracer).lines()));
    }

    void mend(MemberContainer member) {
        String tracer = tracers.remove(member.getContainerId());
        if (tracer != null) {
            surgery.end(tracer);
        }
    }
}
