package io.schism.workloads.workload;

import io.schism.histories.history.History;
import io.schism.histories.history.Recorder;

/** A history in the making. */
final class Recording {
    private final Recorder recorder = new Recorder();

    Recorder recorder() {
        return recorder;
    }

    History history() {
        return History.of(recorder.lines());
    }
}
