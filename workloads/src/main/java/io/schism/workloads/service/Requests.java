package io.schism.workloads.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.schism.workloads.coordination.JsonServer.Reply;
import io.schism.workloads.policy.Policy;
import io.schism.workloads.policy.Policy.WhenSuspended;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What clients ask for. An answer of ok is decided in the last moment before it is sent. */
final class Requests {
    private static final int MISMATCH = 409;
    private static final int NOT_PRIMARY = 421;
    private static final int UNAVAILABLE = 503;
    private static final int UNKNOWN_OUTCOME = 504;

    private record Value(@Nullable Long value, String node, long epoch, long pos) {}

    private record Written(String node, long epoch, long pos) {}

    private record Mismatch(String error, String node, long epoch) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Refusal(String error, long epoch, @Nullable String primary) {}

    private record Unknown(String error, long epoch) {}

    /** What a request that waits may be overtaken by. */
    private record Since(long deposals, long suspensions) {}

    private final Node node;
    private final Monitor monitor;
    private final Ledger ledger;
    private final Policy policy;

    Requests(Node node) {
        this.node = node;
        this.monitor = node.monitor();
        this.ledger = node.ledger();
        this.policy = node.policy();
    }

    /** Reads a key. */
    Reply read(long key) {
        try (Monitor.Held held = monitor.enter()) {
            boolean local = policy.reads() == Policy.Reads.LOCAL && node.role() == Node.Role.REPLICA;
            Reply refusal = local ? null : refusal(policy.whenSuspended() == WhenSuspended.STOP);
            if (refusal != null) {
                return refusal;
            }
            Leadership leadership = node.leadership();
            if (policy.reads() == Policy.Reads.MAJORITY && leadership != null) {
                Since since = since();
                long round = leadership.askRound();
                monitor.changed();
                boolean confirmed = monitor.await(
                        () -> leadership.roundConfirmed(round)
                                || overtaken(since, policy.whenSuspended() == WhenSuspended.STOP) != null,
                        node.timings().request());
                String why = overtaken(since, policy.whenSuspended() == WhenSuspended.STOP);
                if (why != null || !confirmed) {
                    return unknown(why);
                }
            }
            long pos = policy.visibility() == Policy.Visibility.CONFIRMED ? ledger.confirmed() : ledger.synced();
            return Reply.ok(new Value(ledger.valueAt(key, pos), node.name(), node.epoch(), pos));
        }
    }

    /** Sets a key. */
    Reply write(long key, long value, String op) {
        return change(key, new Change.Write(value), op);
    }

    /** Sets a key if it holds what is expected at the end of the log; {@code old} null: if it is absent. */
    Reply compareAndSet(long key, @Nullable Long old, long value, String op) {
        return change(key, new Change.Cas(old, value), op);
    }

    private Reply change(long key, Change change, String op) {
        boolean stops = policy.whenSuspended() != WhenSuspended.KEEP_SERVING;
        try (Monitor.Held held = monitor.enter()) {
            Reply refusal = refusal(stops);
            Leadership leadership = node.leadership();
            if (refusal != null || leadership == null) {
                return refusal != null ? refusal : refused(NOT_PRIMARY, "not-primary");
            }
            if (change instanceof Change.Cas cas && !Objects.equals(ledger.valueAt(key, ledger.lastPos()), cas.old())) {
                return new Reply(MISMATCH, new Mismatch("mismatch", node.name(), node.epoch()));
            }
            long epoch = leadership.epoch();
            long pos = ledger.lastPos() + 1;
            Since since = since();
            ledger.append(new Entry(epoch, pos, op, key, change));
            leadership.appended(pos, System.nanoTime());
            monitor.changed();
            Duration patience = node.timings().request();
            boolean confirmed =
                    monitor.await(() -> ledger.confirmed() >= pos || overtaken(since, stops) != null, patience);
            String why = overtaken(since, stops);
            return why == null && confirmed ? Reply.ok(new Written(node.name(), epoch, pos)) : unknown(why);
        }
    }

    private Since since() {
        return new Since(node.deposals(), node.suspensions());
    }

    /** Why a request that has waited must not be answered ok; null where nothing has happened meanwhile. */
    private @Nullable String overtaken(Since since, boolean stopsWhenSuspended) {
        if (node.deposals() != since.deposals()) {
            return "deposed-while-pending";
        }
        boolean suspended = node.suspensions() != since.suspensions();
        return stopsWhenSuspended && suspended ? "suspended-while-pending" : null;
    }

    private @Nullable Reply refusal(boolean stopsWhenSuspended) {
        Leadership leadership = node.leadership();
        if (leadership != null) {
            if (stopsWhenSuspended && !node.primaryByRecord()) {
                return refused(UNAVAILABLE, "suspended");
            }
            return leadership.ready() ? null : refused(UNAVAILABLE, "starting");
        }
        return switch (node.role()) {
            case OUT -> refused(UNAVAILABLE, "out");
            case STARTING -> refused(UNAVAILABLE, "starting");
            case REPLICA, PRIMARY -> refused(NOT_PRIMARY, "not-primary");
        };
    }

    private Reply refused(int status, String error) {
        return new Reply(status, new Refusal(error, node.seen(), node.primary()));
    }

    private Reply unknown(@Nullable String why) {
        return new Reply(UNKNOWN_OUTCOME, new Unknown(why == null ? "unconfirmed" : why, node.seen()));
    }
}
