package io.schism.workloads.service;

import io.schism.workloads.policy.Policy;
import io.schism.workloads.policy.Policy.CopiesCount;
import io.schism.workloads.policy.Policy.Fencing;
import io.schism.workloads.policy.Policy.Promotion;
import io.schism.workloads.policy.Policy.Reads;
import io.schism.workloads.policy.Policy.Rejoin;
import io.schism.workloads.policy.Policy.Replication;
import io.schism.workloads.policy.Policy.Visibility;
import io.schism.workloads.policy.Policy.WhenSuspended;

/** Policies as tests begin with them. */
public final class Policies {
    /** Everything goes: asynchronous, serving on, unfenced, promoted anywhere, the old primary out. */
    public static final Policy UNSAFE = new Policy(
            Replication.ASYNCHRONOUS,
            0,
            false,
            CopiesCount.ANYWHERE,
            Visibility.AT_ONCE,
            WhenSuspended.KEEP_SERVING,
            Fencing.NONE,
            Promotion.ANY_REGION,
            Reads.PRIMARY,
            Rejoin.MANUAL);

    /** Nothing is lost: a copy outside, shown once confirmed, fenced, the most caught up, truncating aside. */
    public static final Policy SAFE = new Policy(
            Replication.COPIES,
            1,
            false,
            CopiesCount.OUTSIDE_REGION,
            Visibility.CONFIRMED,
            WhenSuspended.STOP,
            Fencing.EPOCH,
            Promotion.MOST_CAUGHT_UP,
            Reads.PRIMARY,
            Rejoin.TRUNCATE_ASIDE);

    private Policies() {}

    public static Policy replication(Policy p, Replication replication, int copies, boolean fallback) {
        return new Policy(
                replication,
                copies,
                fallback,
                p.copiesCount(),
                p.visibility(),
                p.whenSuspended(),
                p.fencing(),
                p.promotion(),
                p.reads(),
                p.rejoin());
    }

    public static Policy visibility(Policy p, Visibility visibility) {
        return new Policy(
                p.replication(),
                p.copies(),
                p.fallback(),
                p.copiesCount(),
                visibility,
                p.whenSuspended(),
                p.fencing(),
                p.promotion(),
                p.reads(),
                p.rejoin());
    }

    public static Policy whenSuspended(Policy p, WhenSuspended whenSuspended) {
        return new Policy(
                p.replication(),
                p.copies(),
                p.fallback(),
                p.copiesCount(),
                p.visibility(),
                whenSuspended,
                p.fencing(),
                p.promotion(),
                p.reads(),
                p.rejoin());
    }

    public static Policy fencing(Policy p, Fencing fencing) {
        return new Policy(
                p.replication(),
                p.copies(),
                p.fallback(),
                p.copiesCount(),
                p.visibility(),
                p.whenSuspended(),
                fencing,
                p.promotion(),
                p.reads(),
                p.rejoin());
    }

    public static Policy promotion(Policy p, Promotion promotion) {
        return new Policy(
                p.replication(),
                p.copies(),
                p.fallback(),
                p.copiesCount(),
                p.visibility(),
                p.whenSuspended(),
                p.fencing(),
                promotion,
                p.reads(),
                p.rejoin());
    }

    public static Policy reads(Policy p, Reads reads) {
        return new Policy(
                p.replication(),
                p.copies(),
                p.fallback(),
                p.copiesCount(),
                p.visibility(),
                p.whenSuspended(),
                p.fencing(),
                p.promotion(),
                reads,
                p.rejoin());
    }

    public static Policy rejoin(Policy p, Rejoin rejoin) {
        return new Policy(
                p.replication(),
                p.copies(),
                p.fallback(),
                p.copiesCount(),
                p.visibility(),
                p.whenSuspended(),
                p.fencing(),
                p.promotion(),
                p.reads(),
                rejoin);
    }
}
