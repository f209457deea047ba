package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.nemesis.ProcessFault.State;
import io.schism.harness.scenario.FaultForm;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.agent.DataChange;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
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
        private static final String REFUSED = "refused";

        private static final Duration PATIENCE = Duration.ofSeconds(10);

        /** A program that was told just before the heal has ended by then. */
        private static final Duration NOTICE = Duration.ofSeconds(1);

        private static final Duration BETWEEN = Duration.ofMillis(50);

        private final Site site;
        private final long seed;
        private final Map<String, Long> lengths = new ConcurrentHashMap<>();
        private final Map<String, String> told = new ConcurrentHashMap<>();
        private final Set<String> ended = ConcurrentHashMap.newKeySet();
        private volatile long healed;

        Full(Cluster cluster, Strike strike) {
            super(cluster, strike.members());
            this.site = cluster.site();
            this.seed = strike.seed();
        }

        @Override
        public Map<Keyword, @Nullable Object> describe() {
            Map<Keyword, @Nullable Object> all = new LinkedHashMap<>(super.describe());
            all.put(Keyword.of("told"), new TreeMap<>(told));
            all.put(Keyword.of("ended"), ended.stream().sorted().toList());
            return all;
        }

        @Override
        void inject(Member member) {
            hold(FULL, member);
            long length = Long.parseLong(site.change(member.name(), new DataChange(DataChange.Kind.MEASURE, seed)));
            lengths.put(member.name(), length);
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
                Restarts.start(cluster(), member.name());
            }
        }

        /** A member that ends, because it could not write, has noticed. */
        @Override
        Optional<String> leak(Member member) {
            if (hasEnded(member)) {
                return Optional.empty();
            }
            Optional<String> room = askedForRoom(member);
            // One that was refused a write ends, and answers nobody while it does.
            return room.filter(r -> !Pause.until(() -> hasEnded(member), NOTICE, BETWEEN));
        }

        /** Whatever another fault keeps down has not ended for want of room. */
        private boolean hasEnded(Member member) {
            boolean runs = site.isRunning(member.name());
            if (!runs && !State.DOWN.isKept(cluster(), member.name())) {
                ended.add(member.name());
            }
            return !runs;
        }

        private Optional<String> askedForRoom(Member member) {
            try {
                return room(member);
            } catch (RuntimeException e) {
                return Optional.of(member.name() + " could not be asked: " + e.getMessage());
            }
        }

        /** Asks the kernel alone where no agent is in the member's process, or where that stands still. */
        private Optional<String> room(Member member) {
            String name = member.name();
            if (!cluster().hasAgent(name) || State.STILL.isKept(cluster(), name)) {
                return site.fileLimit(name).isPresent()
                        ? Optional.empty()
                        : Optional.of("files of " + name + " can grow");
            }
            Optional<String[]> answer = append(member);
            if (answer.filter(Full::isRefusal).isPresent()) {
                told.put(
                        name,
                        String.join(" ", answer.get())
                                .substring(REFUSED.length())
                                .strip());
                return Optional.empty();
            }
            return Optional.of(answer.map(words -> "a file of " + name + " could grow: " + String.join(" ", words))
                    .orElse(name + " does not tell whether its files can grow"));
        }

        /** The member's own agent, in the folder of the member's data, with a file that is as long as the limit. */
        private Optional<String[]> append(Member member) {
            long length = lengths.getOrDefault(member.name(), 1L);
            return agent(member).ask("append " + site.data(member.name()) + " " + length, PATIENCE);
        }

        private static boolean isRefusal(String[] words) {
            return words[0].equals(REFUSED);
        }

        /** {@inheritDoc} One whose last write met the limit ends a little later, and is started again. */
        @Override
        Optional<String> remains(Member member) {
            if (hasEnded(member)) {
                Restarts.start(cluster(), member.name());
            }
            if (System.nanoTime() - healed < NOTICE.toNanos()) {
                return Optional.of(member.name() + " may yet end");
            }
            boolean isOver =
                    !cluster().holds().isHeld(FULL, member.name()) && cluster().hasAgent(member.name());
            return isOver && append(member).filter(Full::isRefusal).isPresent()
                    ? Optional.of("files of " + member.name() + " cannot grow")
                    : super.remains(member);
        }
    }
}
