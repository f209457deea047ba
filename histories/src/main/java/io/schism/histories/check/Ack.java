package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An ok call that claims to be linearizable, with the node that answered it and the epoch it answered under. */
record Ack(Operation invocation, Operation completion, String node, long epoch) {
    /** Every acknowledgement of a history, in order of invocation. */
    static List<Ack> all(History history) {
        List<Ack> acks = new ArrayList<>();
        for (Call call : history.calls()) {
            Ack ack = of(call);
            if (ack != null) {
                acks.add(ack);
            }
        }
        return acks;
    }

    private static @Nullable Ack of(Call call) {
        Operation completion = call.completionOrNull();
        if (completion == null || !call.isOk() || isLocal(completion) || isLocal(call.invocation())) {
            return null;
        }
        String node = completion.text("node");
        OptionalLong epoch = completion.number("epoch");
        return node == null || epoch.isEmpty() ? null : new Ack(call.invocation(), completion, node, epoch.getAsLong());
    }

    private static boolean isLocal(Operation operation) {
        return Boolean.FALSE.equals(operation.attributes().get("linearizable"));
    }

    List<Long> indices() {
        return List.of(invocation.index(), completion.index());
    }

    /** {@code W1 acknowledged a write under epoch 2 at 27.301 s (line 15, invoked in line 13)}. */
    String phrase() {
        return node + " acknowledged a " + completion.f() + " under epoch " + epoch + " at "
                + Phrases.seconds(completion.time()) + " (" + Phrases.line(completion) + ", invoked at "
                + Phrases.seconds(invocation.time()) + " in " + Phrases.line(invocation) + ")";
    }
}
