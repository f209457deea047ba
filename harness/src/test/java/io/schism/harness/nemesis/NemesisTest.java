package io.schism.harness.nemesis;

import static io.schism.harness.scenario.PlanLine.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Site;
import io.schism.harness.run.Library;
import io.schism.harness.scenario.PlanLine;
import io.schism.harness.scenario.Variant;
import io.schism.histories.check.FaultsInForce;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import io.schism.histories.verdict.Validity;
import io.schism.workloads.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan carried out on a network that is a stand-in, which does as told and can be told to fail. */
class NemesisTest {
    private static final BooleanSupplier NEVER = () -> false;

    @TempDir
    Path folder;

    private final List<Operation> lines = new CopyOnWriteArrayList<>();
    private final Sightings sightings = new Sightings();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Boolean> changes = new CopyOnWriteArrayList<>();
    private volatile Set<Pair> cut = Set.of();
    private volatile Duration look = Duration.ZERO;
    private final Variant variant = Library.variant(Library.scenario("github-2018"), "D");
    private final Cluster cluster = new Cluster(site(), variant.topology(), variant.service(), 1, 1);
    private Recorder recorder;
    private Nemesis nemesis;

    @BeforeEach
    void open() {
        recorder = Recorder.open(folder.resolve("history.edn"), line -> {
            sightings.recorded(line);
            lines.add(line);
        });
        nemesis = new Nemesis(cluster, recorder, 1, sightings);
    }

    @AfterEach
    void close() {
        nemesis.close();
        recorder.close();
    }

    private static PlanLine cutOfE() {
        return fault("cut").with("sides", List.of(List.of("E"), List.of("rest")));
    }

    private void carryOut(Duration length, BooleanSupplier over, PlanLine... lines) {
        nemesis.carryOut(
                Library.plan(variant.topology(), lines).expanded(1, length), 1, System.nanoTime(), length, over);
    }

    /** What the history tells of faults and phases, in order. */
    private List<String> told() {
        return lines.stream()
                .map(line -> line.value() instanceof Map<?, ?> value
                        ? line.f() + " " + value.get(Keyword.of("state"))
                        : String.valueOf(line.value()))
                .toList();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void a_cut_that_waits_for_another_ones_heal_comes_after_it() {
        carryOut(
                Duration.ofSeconds(30),
                NEVER,
                cutOfE().at(millis(50)).lasting(millis(5000)),
                cutOfE().after("healed", millis(50)).lasting(millis(5000)));
        assertThat(told())
                .hasSize(8)
                .contains(":after")
                .containsSubsequence(
                        ":during",
                        "cut :pending",
                        "cut :in-force",
                        "cut :healed",
                        "cut :pending",
                        "cut :in-force",
                        "cut :healed");
        assertThat(cut).isEmpty();
    }

    @Test
    void a_cut_that_follows_a_heal_is_put_off_until_there_was_time_to_recover() {
        carryOut(
                Duration.ofSeconds(20),
                NEVER,
                cutOfE().at(millis(50)).lasting(millis(1000)),
                cutOfE().after("healed", millis(10)).lasting(millis(1000)),
                PlanLine.quietAfterHeals(millis(900)));
        List<Operation> pending = lines.stream()
                .filter(line -> line.value() instanceof Map<?, ?> value
                        && Keyword.of("pending").equals(value.get(Keyword.of("state"))))
                .toList();
        assertThat(pending).hasSize(2);
        // From the planned heal of the first, 1050 ms after the start, 1 s after its injection.
        assertThat(pending.get(1).time() - pending.get(0).time()).isGreaterThan(1_850_000_000L);
        assertThat(cut).isEmpty();
    }

    @Test
    void a_cut_that_flaps_faster_than_it_can_be_seen_is_healed_each_time_before_it_is_cut_again() {
        look = millis(5_000);
        carryOut(
                Duration.ofSeconds(20),
                NEVER,
                cutOfE().at(millis(50)).lasting(millis(2_500)).flapping(millis(500), millis(500)));
        assertThat(told().stream().filter("cut :failed"::equals)).as("not seen").hasSize(3);
        assertThat(changes).isEqualTo(List.of(true, false, true, false, true, false));
        assertThat(new FaultsInForce().check(recorder.history()).reason())
                .contains("it was not seen in force before its time was over");
    }

    @Test
    void a_cut_after_a_promotion_that_never_comes_is_told_and_makes_the_run_unknown() {
        carryOut(millis(300), NEVER, cutOfE().after("promotion", millis(50)).lasting(millis(50)));
        assertThat(told()).containsExactly("cut :failed", ":after");
        var verdict = new FaultsInForce().check(recorder.history());
        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.reason()).contains("never injected: promotion did not come while the load went on");
    }

    @Test
    void a_cut_after_an_event_that_comes_too_late_to_be_healed_in_time_is_not_injected() {
        carryOut(
                millis(60_000),
                NEVER,
                cutOfE().at(millis(50)).lasting(millis(5000)),
                cutOfE().after("healed", millis(0)).lasting(millis(59_990)));
        assertThat(told())
                .contains("cut :failed")
                .filteredOn("cut :in-force"::equals)
                .hasSize(1);
        assertThat(new FaultsInForce().check(recorder.history()).reason()).contains("too late");
    }

    @Test
    void a_load_that_is_over_heals_all_at_once_and_injects_nothing_more() {
        carryOut(
                Duration.ofSeconds(60),
                () -> told().contains("cut :in-force"),
                cutOfE().at(millis(10)).lasting(Duration.ofSeconds(50)),
                cutOfE().at(Duration.ofSeconds(50)).lasting(Duration.ofSeconds(5)),
                cutOfE().after("promotion", millis(0)).lasting(Duration.ofSeconds(5)));
        assertThat(told()).containsExactly(":during", "cut :pending", "cut :in-force", ":after", "cut :healed");
        assertThat(cut).isEmpty();
    }

    @Test
    void whatever_breaks_the_plan_half_way_closing_heals() {
        BooleanSupplier broken = () -> {
            if (told().contains("cut :in-force")) {
                throw new IllegalStateException("the harness broke");
            }
            return false;
        };
        assertThatThrownBy(() -> carryOut(
                        Duration.ofSeconds(60), broken, cutOfE().at(millis(10)).lasting(Duration.ofSeconds(50))))
                .hasMessage("the harness broke");
        assertThat(cut).isNotEmpty();
        nemesis.close();
        assertThat(cut).isEmpty();
        assertThat(told()).endsWith("cut :healed");
    }

    @Test
    void a_heal_that_fails_once_is_tried_again() {
        carryOut(
                Duration.ofSeconds(20),
                () -> {
                    if (told().contains("cut :in-force")) {
                        failures.compareAndSet(0, 1);
                    }
                    return false;
                },
                cutOfE().at(millis(10)).lasting(millis(5000)));
        assertThat(cut).isEmpty();
        assertThat(told()).endsWith("cut :healed");
    }

    /** A place without processes, whose network does as told. */
    private Site site() {
        return new StandInNetwork() {
            @Override
            public void cut(Set<Pair> pairs) {
                if (pairs.isEmpty() && failures.getAndSet(-1) == 1) {
                    throw new IllegalStateException("the firewall is busy");
                }
                cut = Set.copyOf(pairs);
                changes.add(!pairs.isEmpty());
            }

            @Override
            public Reach probe(Pair pair, Duration timeout) {
                if (cut.contains(pair)) {
                    Pause.of(look);
                    return Reach.CLOSED;
                }
                return Reach.OPEN;
            }
        }.site();
    }
}
