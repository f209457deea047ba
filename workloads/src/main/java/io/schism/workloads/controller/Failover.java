package io.schism.workloads.controller;

import io.schism.workloads.coordination.Peer;
import io.schism.workloads.coordination.PrimaryRecord;
import io.schism.workloads.coordination.PrimaryRecords;
import io.schism.workloads.coordination.PrimaryRecords.Versioned;
import io.schism.workloads.service.Internal;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the primary. Every controller probes it, so that a new leader need not begin from nothing; only the
 * leader acts, and what it decides counts only if the record is still the one that it had read.
 */
final class Failover {
    private static final Logger log = LoggerFactory.getLogger(Failover.class);
    private static final int ENOUGH = 2;

    private final PrimaryRecords records;
    private final Nodes nodes;
    private final Promotion promotion;
    private final String initialPrimary;
    private final BooleanSupplier leads;
    private Optional<Versioned> read = Optional.empty();
    private int failedProbes;
    private int deposedProbes;
    private String waitsFor = "";

    /**
     * @param leads whether this controller is the leader now, asked again before anything is written
     */
    Failover(PrimaryRecords records, Nodes nodes, Promotion promotion, String initialPrimary, BooleanSupplier leads) {
        this.records = records;
        this.nodes = nodes;
        this.promotion = promotion;
        this.initialPrimary = initialPrimary;
        this.leads = leads;
    }

    /** The record as last read. */
    Optional<PrimaryRecord> record() {
        return read.map(Versioned::record);
    }

    /** Probes the primary that was read last, without ZooKeeper. */
    void probe() {
        if (read.isEmpty()) {
            return;
        }
        PrimaryRecord record = read.get().record();
        Optional<Internal.RoleView> role = nodes.role(nodes.named(record.node()));
        failedProbes = role.isPresent() ? 0 : failedProbes + 1;
        boolean deposed = role.filter(view -> view.seen() > record.epoch()).isPresent();
        deposedProbes = deposed ? deposedProbes + 1 : 0;
        if (failedProbes == ENOUGH) {
            log.info("{} does not answer, probed {} times", record.node(), failedProbes);
        }
    }

    /** Reads the record, and does as the leader what there is to do. */
    void act() {
        Optional<Versioned> now = records.read();
        if (!now.equals(read)) {
            log.info(
                    "the record says {}",
                    now.map(Versioned::record).map(Object::toString).orElse("nothing"));
            failedProbes = 0;
            deposedProbes = 0;
        }
        read = now;
        if (!leads.getAsBoolean()) {
            return;
        }
        if (now.isEmpty()) {
            begin();
        } else if (isLost(now.get().record())) {
            promote(now.get());
        } else {
            waitsFor = "";
        }
    }

    private void begin() {
        if (records.hasSession(initialPrimary)) {
            PrimaryRecord first = new PrimaryRecord(initialPrimary, 1);
            if (records.create(first)) {
                log.info("the first primary: {}", first);
                nodes.announce(first);
            }
        }
    }

    /** Its session is gone and it does not answer; or it lives, deposed by a promotion that was never finished. */
    private boolean isLost(PrimaryRecord record) {
        if (deposedProbes >= ENOUGH) {
            return true;
        }
        return failedProbes >= ENOUGH && !records.hasSession(record.node());
    }

    private void promote(Versioned old) {
        Peer primary = nodes.named(old.record().node());
        long epoch = old.record().epoch() + 1;
        if (waitsFor.isEmpty()) {
            log.info(
                    "{} is lost as primary of epoch {}: looking for one of epoch {}", primary.node(), epoch - 1, epoch);
        }
        Promotion.Choice choice = promotion.choose(new Promotion.Lost(primary, epoch));
        if (choice instanceof Promotion.Promote promote) {
            write(old, new PrimaryRecord(promote.node().node(), epoch), promote.why());
        } else if (choice instanceof Promotion.Wait wait && !wait.why().equals(waitsFor)) {
            waitsFor = wait.why();
            log.info("promotion waits: {}", waitsFor);
        }
    }

    private void write(Versioned old, PrimaryRecord next, String why) {
        if (!leads.getAsBoolean()) {
            log.info("{} is not promoted: this controller leads no more", next);
            return;
        }
        if (!promotion.deposesFirst() && records.hasSession(old.record().node())) {
            log.info(
                    "{} is not promoted: the session of {} is back",
                    next,
                    old.record().node());
            return;
        }
        if (records.replace(old, next)) {
            waitsFor = "";
            log.info("promotes {} in place of {}: {}", next, old.record(), why);
            nodes.announce(next);
        } else {
            log.info("{} is not promoted: the record has changed meanwhile", next);
        }
    }
}
