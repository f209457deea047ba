package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.FaultForm;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.agent.DataChange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Members can write no byte more: the kernel refuses to let any file of theirs grow beyond what their logs are long now.
 * Their programs are told that a file is too large, where a full disk would say that no space is left.
 */
final class FullDiskFault implements Fault {
    @Override
    public FaultForm form() {
        return FaultForm.members("disk-full").hitting(Member.Kind.SERVICE, Member.Kind.ZOOKEEPER);
    }

    @Override
    public String description() {
        return "no file of a node or ZooKeeper can grow any more (the error is EFBIG, not ENOSPC)";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: disk-full, targets: [E2], for: 10s}";
    }

    @Override
    public Optional<String> unavailable(Backend backend) {
        return backend.lacks(Feature.FILE_LIMIT);
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Full(cluster, strike);
    }

    private static final class Full extends MemberInjection {
        private static final String FULL = "disk-full";

        /** A program that was told just before the heal has ended by then. */
        private static final Duration NOTICE = Duration.ofSeconds(1);

        private final Site site;
        private final long seed;
        private final Set<String> ended = ConcurrentHashMap.newKeySet();
        private volatile long healed;

        Full(Cluster cluster, Strike strike) {
            super(cluster, strike.members());
            this.site = cluster.site();
            this.seed = strike.seed();
        }

        @Override
        public Map<Keyword, @Nullable Object> describe() {
            Map<Keyword, @Nullable Object> told = new LinkedHashMap<>(super.describe());
            told.put(Keyword.of("ended"), ended.stream().sorted().toList());
            return told;
        }

        @Override
        void inject(Member member) {
            hold(FULL, member);
            long length = Long.parseLong(site.change(member.name(), new DataChange(DataChange.Kind.MEASURE, seed)));
            site.limitFiles(member.name(), OptionalLong.of(length));
        }

        @Override
        void heal(Member member) {
            healed = System.nanoTime();
            if (!letGo(FULL, member)) {
                return;
            }
            if (site.isRunning(member.name())) {
                site.limitFiles(member.name(), OptionalLong.empty());
            } else {
                site.restart(member.name());
            }
        }

        /** A member that ends, because it could not write, has noticed. */
        @Override
        Optional<String> leak(Member member) {
            if (!site.isRunning(member.name())) {
                ended.add(member.name());
                return Optional.empty();
            }
            return site.fileLimit(member.name()).isPresent() || !site.isRunning(member.name())
                    ? Optional.empty()
                    : Optional.of("files of " + member.name() + " can grow");
        }

        /** {@inheritDoc} One whose last write met the limit ends a little later, and is started again. */
        @Override
        Optional<String> remains(Member member) {
            if (!site.isRunning(member.name())) {
                ended.add(member.name());
                site.restart(member.name());
            }
            return System.nanoTime() - healed < NOTICE.toNanos()
                    ? Optional.of(member.name() + " may yet end")
                    : super.remains(member);
        }
    }
}
