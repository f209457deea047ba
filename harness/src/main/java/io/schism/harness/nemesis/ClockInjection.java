package io.schism.harness.nemesis;

import io.schism.harness.clock.ClockOffset;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Clocks that are set on a course, and measured by asking their members what time it is. */
final class ClockInjection implements Injection {
    private static final String WRONG = "clock-wrong";
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(50);

    /** Of a measurement, on a machine whose processors have much else to do. */
    private static final Duration TOLERANCE = Duration.ofMillis(250);

    /** A busy machine may take that long to set a clock. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private final Cluster cluster;
    private final List<Member> members;
    private final ClockCourse course;
    private final Map<String, Object> measured = new ConcurrentHashMap<>();
    private volatile boolean seen;
    private long begin;
    private volatile long told;
    private volatile Duration lastSet = Duration.ZERO;
    private volatile Optional<Duration> beingSet = Optional.empty();
    private volatile Optional<String> lost = Optional.empty();
    private volatile boolean healed;
    private @Nullable Thread setting;

    ClockInjection(Cluster cluster, List<Member> members, ClockCourse course) {
        this.cluster = cluster;
        this.members = members;
        this.course = course;
    }

    @Override
    public Map<Keyword, @Nullable Object> describe() {
        Map<Keyword, @Nullable Object> told = new LinkedHashMap<>();
        told.put(Keyword.of("nodes"), members.stream().map(Member::name).toList());
        told.put(Keyword.of("offset-ms"), new TreeMap<>(measured));
        return told;
    }

    @Override
    public void inject() {
        begin = System.nanoTime();
        members.forEach(member -> cluster.holds().take(WRONG, member.name(), this));
        set(course.offset(Duration.ZERO));
        if (course.moves()) {
            Thread thread = new Thread(this::followCourse, "clocks");
            thread.setDaemon(true);
            setting = thread;
            thread.start();
        }
    }

    private void set(Duration offset) {
        beingSet = Optional.of(offset);
        members.forEach(member -> cluster.site().setClock(member.name(), offset));
        lastSet = offset;
        told = System.nanoTime();
        beingSet = Optional.empty();
    }

    /** What a clock was set to last, unless that is long ago, and what it is being set to. */
    private Set<Duration> underWay() {
        Set<Duration> offsets = new HashSet<>();
        beingSet.ifPresent(offsets::add);
        if (System.nanoTime() - told < LATE.toNanos()) {
            offsets.add(lastSet);
        }
        return offsets;
    }

    private void followCourse() {
        try {
            keepSetting();
        } catch (RuntimeException e) {
            lost = Optional.of("clocks could not be set any more: " + e.getMessage());
        }
    }

    private void keepSetting() {
        Duration last = course.offset(Duration.ZERO);
        while (!healed) {
            Duration now = course.offset(elapsed());
            if (!now.equals(last)) {
                set(now);
                last = now;
            }
            Pause.of(STEP);
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void heal() {
        healed = true;
        Thread thread = setting;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        members.stream()
                .filter(member -> cluster.holds().letGo(WRONG, member.name(), this))
                .forEach(member -> cluster.site().setClock(member.name(), Duration.ZERO));
    }

    /** {@inheritDoc} A member that is silenced, or starts anew, tells no time. */
    @Override
    public Optional<String> leak() {
        return lost.or(() -> members.stream()
                .filter(member -> !cluster.silenced().maybeMute(member.name()))
                .map(this::leak)
                .flatMap(Optional::stream)
                .findFirst());
    }

    private Optional<String> leak(Member member) {
        Set<Duration> possible = underWay();
        Optional<Duration> offset = measure(member);
        if (offset.isEmpty()) {
            return Optional.of(member.name() + " does not tell its time");
        }
        Duration off = offset.get();
        possible.addAll(underWay());
        possible.addAll(course.possible(elapsed()));
        if (possible.stream().anyMatch(intended -> isNear(off, intended))) {
            seen = true;
            return Optional.empty();
        }
        return Optional.of("the clock of " + member.name() + " is off by " + off.toMillis() + " ms, not by "
                + course.offset(elapsed()).toMillis());
    }

    @Override
    public boolean isSeen() {
        return seen;
    }

    private Optional<Duration> measure(Member member) {
        Optional<Duration> offset = ClockOffset.of(cluster.agent(member.name()), ASK);
        offset.ifPresent(off -> measured.put(member.name(), off.toMillis()));
        return offset;
    }

    private static boolean isNear(Duration off, Duration intended) {
        return off.minus(intended).abs().compareTo(TOLERANCE) <= 0;
    }

    /** {@inheritDoc} Nothing is asked of a member that is silenced, or whose clock another fault keeps wrong. */
    @Override
    public Optional<String> remains() {
        return members.stream()
                .filter(member -> !cluster.silenced().contains(member.name()))
                .filter(member -> !cluster.holds().isHeld(WRONG, member.name()))
                .filter(member -> ClockOffset.of(cluster.agent(member.name()), ASK)
                        .filter(off -> isNear(off, Duration.ZERO))
                        .isEmpty())
                .map(member -> "the clock of " + member.name() + " is not right, or not told")
                .findFirst();
    }
}
