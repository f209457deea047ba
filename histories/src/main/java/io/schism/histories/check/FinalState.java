package io.schism.histories.check;

import io.schism.histories.history.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one node held at the end of the run, by its {@code :final-state} line. */
record FinalState(
        String node,
        Operation line,
        String role,
        long epoch,
        boolean member,
        long pos,
        List<Entry> log,
        List<Entry> side,
        long refusals,
        long givenUp) {

    /** The state that a line tells; null when the node could not be asked, or the line is not as it should be. */
    static @Nullable FinalState of(Operation line) {
        String node = line.text("node");
        Fields fields = Fields.of(line.value());
        String role = fields.text("role");
        List<Entry> log = Entry.log(fields.get("log"));
        List<Entry> side = Entry.log(fields.get("side"));
        if (node == null || role == null || log == null || side == null || fields.get("error") != null) {
            return null;
        }
        return new FinalState(
                node,
                line,
                role,
                fields.number("epoch").orElse(0),
                fields.flag("member"),
                fields.number("pos").orElse(0),
                log,
                side,
                fields.number("refusals").orElse(0),
                fields.number("given-up").orElse(0));
    }

    boolean isPrimary() {
        return role.equals("primary");
    }
}
