package io.schism.histories.check;

import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.List;

/** What one node said of its role when an observer asked. */
record RoleSample(String node, String role, long epoch, long time) {
    /** Every sample, in order. */
    static List<RoleSample> all(History history) {
        List<RoleSample> samples = new ArrayList<>();
        for (Operation line : history.observed("role")) {
            Fields fields = Fields.of(line.value());
            String node = line.text("node");
            String role = fields.text("role");
            if (node != null && role != null) {
                samples.add(new RoleSample(node, role, fields.number("epoch").orElse(0), line.time()));
            }
        }
        return samples;
    }

    boolean isPrimary() {
        return role.equals("primary");
    }
}
