package io.schism.workloads.service;

import io.schism.workloads.coordination.JsonCalls;
import io.schism.workloads.coordination.PrimaryRecord;
import io.schism.workloads.coordination.SessionState;
import io.schism.workloads.coordination.Timings;
import io.schism.workloads.policy.Policy;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's role, epochs and session, and how they change. Every method is called with the {@link #monitor} held.
 *
 * <p>Whoever is primary steps down when it hears of a higher epoch from anyone: the record, another primary, a
 * controller, a replica that refuses it. What else makes it stop is policy.
 */
final class Node {
    private static final Logger log = LoggerFactory.getLogger(Node.class);

    /** What a node is. */
    enum Role {
        /** Nobody has told it yet. */
        STARTING,
        REPLICA,
        PRIMARY,
        /** It has entries that the primary of a higher epoch does not have, and keeps them, and takes no part. */
        OUT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final NodeConfig config;
    private final Timings timings;
    private final JsonCalls calls;
    private final Monitor monitor;
    private final Ledger ledger;
    private final Epochs epochs;
    private Role role;
    private long epoch;
    private @Nullable Leadership leadership;

    private SessionState session = SessionState.NONE;
    private long sessionChanges;
    private boolean recordReadInSession;

    private long deposals;
    private long suspensions;

    Node(NodeConfig config, JsonCalls calls, Monitor monitor, Ledger ledger, Epochs epochs) {
        this.config = config;
        this.timings = config.timings();
        this.calls = calls;
        this.monitor = monitor;
        this.ledger = ledger;
        this.epochs = epochs;
        this.role = epochs.out() ? Role.OUT : Role.STARTING;
        this.epoch = ledger.lastEpoch();
    }

    String name() {
        return config.node();
    }

    NodeConfig config() {
        return config;
    }

    Policy policy() {
        return config.policy();
    }

    Timings timings() {
        return timings;
    }

    Monitor monitor() {
        return monitor;
    }

    Ledger ledger() {
        return ledger;
    }

    Role role() {
        return role;
    }

    /** The epoch that this node acts under: its own as primary, else that of the primary it follows. */
    long epoch() {
        return epoch;
    }

    /** The highest epoch that this node has ever heard of, whoever told it. */
    long seen() {
        return epochs.seen();
    }

    /** The primary of the epoch seen; null while nobody is known to be. */
    @Nullable
    String primary() {
        return epochs.primary();
    }

    SessionState session() {
        return session;
    }

    long refusals() {
        return epochs.refusals();
    }

    /** The leadership while this node is primary. */
    @Nullable
    Leadership leadership() {
        return leadership;
    }

    /** How often this node stopped being primary. */
    long deposals() {
        return deposals;
    }

    /** How often its session was suspended or lost. */
    long suspensions() {
        return suspensions;
    }

    /** Whether the session is connected, and the record was read in it and names this node as primary of its epoch. */
    boolean primaryByRecord() {
        return session == SessionState.CONNECTED && recordReadInSession;
    }

    /** Takes note of an epoch, durably; a primary of a lower one steps down. */
    void observe(long heard, @Nullable String primary) {
        if (heard > epochs.seen() || (heard == epochs.seen() && primary != null && epochs.primary() == null)) {
            log.info("heard of epoch {}{}", heard, primary == null ? "" : ", primary " + primary);
            epochs.see(heard, primary);
        }
        if (leadership != null && heard > epoch) {
            stepDown(heard);
        }
        if (primary != null && heard == epochs.seen() && !primary.equals(name())) {
            follow(heard);
        }
    }

    private void stepDown(long heard) {
        log.info(
                "steps down as primary of epoch {}: heard of epoch {}; log at {}, confirmed {}",
                epoch,
                heard,
                ledger.lastPos(),
                ledger.confirmed());
        endLeadership();
        role = Role.REPLICA;
    }

    private void endLeadership() {
        if (leadership != null) {
            leadership.end();
            leadership = null;
            deposals++;
            recordReadInSession = false;
            monitor.changed();
        }
    }

    /** Acts as a replica under that epoch, unless it is out, or primary of it or of a higher one. */
    void follow(long heard) {
        if (role == Role.STARTING) {
            role = Role.REPLICA;
            log.info("replica of epoch {}, log at {}", heard, ledger.lastPos());
        }
        if (role == Role.REPLICA && heard > epoch) {
            epoch = heard;
        }
    }

    /** Takes no part from now on, its log kept. */
    void stayOut(String why) {
        log.info("stays out: {}", why);
        epochs.stayOut();
        endLeadership();
        role = Role.OUT;
        monitor.changed();
    }

    /** Counts a request refused for its epoch. */
    void refused(String from, long stale) {
        epochs.refused();
        log.info("refuses epoch {} from {}: has seen {} ({} refused so far)", stale, from, seen(), refusals());
    }

    /** Acts on who is primary, as a controller or the record says. */
    void assigned(PrimaryRecord record) {
        observe(record.epoch(), record.node());
        boolean mine = record.node().equals(name());
        if (mine && record.epoch() == seen() && role != Role.OUT && leadership == null) {
            lead(record.epoch());
        }
    }

    /** Acts on a reading of the record that began after so many changes of the session. */
    void read(PrimaryRecord record, long sessionChangesBefore) {
        assigned(record);
        boolean mine = record.node().equals(name()) && record.epoch() == epoch && leadership != null;
        if (sessionChangesBefore == sessionChanges && mine != recordReadInSession) {
            recordReadInSession = mine;
            log.info(
                    mine ? "the record names this node, epoch {}" : "the record names another, epoch {}",
                    record.epoch());
            monitor.changed();
        }
    }

    private void lead(long newEpoch) {
        if (ledger.lastEpoch() > newEpoch) {
            log.error("not primary of epoch {}: the log already holds epoch {}", newEpoch, ledger.lastEpoch());
            return;
        }
        epoch = newEpoch;
        role = Role.PRIMARY;
        if (ledger.lastEpoch() < newEpoch) {
            ledger.append(Entry.epochStart(newEpoch, ledger.lastPos() + 1));
        }
        AckRule rule = new AckRule(policy(), config.region(), config.nodes().size() + 1);
        Leadership begun = new Leadership(newEpoch, ledger, rule, config.nodes(), timings, System.nanoTime());
        leadership = begun;
        log.info("primary of epoch {}, log at {}, confirmed {}", newEpoch, ledger.lastPos(), ledger.confirmed());
        for (Progress progress : begun.replicas()) {
            Thread thread = new Thread(
                    new Sender(this, begun, progress, calls, timings),
                    name() + "-to-" + progress.peer().node() + "-" + newEpoch);
            thread.setDaemon(true);
            thread.start();
        }
        monitor.changed();
    }

    /** Confirms what the replicas' answers, the own disk and the clock allow by now. */
    void advance() {
        Leadership now = leadership;
        if (now != null) {
            boolean before = now.ready();
            now.advance(System.nanoTime());
            if (!before && now.ready()) {
                log.info("serves as primary of epoch {}, confirmed {}", epoch, ledger.confirmed());
            }
        }
        monitor.changed();
    }

    /** Acts on a change of the ZooKeeper session: nothing that was read before counts as read in it. */
    void sessionChanged(SessionState now) {
        session = now;
        sessionChanges++;
        recordReadInSession = false;
        if (now == SessionState.SUSPENDED || now == SessionState.LOST) {
            suspensions++;
            if (leadership != null) {
                log.info("primary of epoch {} with its session {}: {}", epoch, now.word(), policy().whenSuspended());
            }
        }
        monitor.changed();
    }

    /** Ends whatever runs for this node. */
    void close() {
        endLeadership();
        role = role == Role.OUT ? Role.OUT : Role.STARTING;
    }
}
