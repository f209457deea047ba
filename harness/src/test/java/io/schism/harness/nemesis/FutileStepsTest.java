package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.run.Library;
import io.schism.harness.scenario.Scenarios;
import io.schism.harness.scenario.Variant;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that can do nothing to the cluster of its scenario is told before that starts, with its line. */
class FutileStepsTest {
    /** Three voters and controllers, three nodes. */
    private static final String OURS =
            """
            schema: 1
            name: ours
            title: a step that can do nothing
            regions:
              E: {nodes: [E1]}
              C: {nodes: [C1]}
              W: {nodes: [W1]}
            primary: E1
            policy: {replication: majority, visibility: confirmed, when-suspended: stop, fencing: epoch,
              promotion: most-caught-up, reads: majority, rejoin: truncate-aside}
            load:
              - {workload: mix, regions: [E], rate: 20}
            plan:
              - {at: 1s, fault: pause, targets: [E1], for: 1s}
              - %s
            stop: 30s
            variants:
              one:
                expect: {verdict: valid}
            """;

    /** Two nodes of a user's service beside two voters of ours. */
    private static final String THEIRS =
            """
            schema: 1
            name: theirs
            title: a step that can do nothing
            regions:
              E: {nodes: [E1]}
              W: {nodes: [W1]}
            service:
              command: [./server, "{listen}"]
              zookeeper: ensemble
              client: {redis: {}}
            load:
              - {workload: registers, regions: [E], rate: 20}
            plan:
              - {at: 1s, fault: pause, targets: [E1], for: 1s}
              - %s
            stop: 30s
            variants:
              one:
                expect: {verdict: valid}
            """;

    private static final String NOBODY = "; name others, or leave the step out";
    private static final String AGENT =
            "it takes an agent of the harness in the process, and nodes of a service of yours carry none;"
                    + " aim it at voters, or choose a fault without an agent: see `schism list faults`";

    @TempDir
    Path folder;

    static Stream<Arguments> futile() {
        return Stream.of(
                ours("watch-flood, targets: [E1]", "it would hit nobody, for it is done to ZooKeepers" + NOBODY),
                ours(
                        "connection-limit, targets: [ctl-E]",
                        "it would hit nobody, for it is done to ZooKeepers" + NOBODY),
                ours("lag-follower, targets: [replicas]", "it would hit nobody, for it is done to ZooKeepers" + NOBODY),
                ours("reconfigure, targets: [primary]", "it would hit nobody, for it is done to ZooKeepers" + NOBODY),
                ours(
                        "expire-session, targets: [zk-leader, zk-E]",
                        "it would hit nobody, for it is done to controllers or nodes" + NOBODY),
                ours(
                        "wipe-data, targets: [controller-leader]",
                        "it would hit nobody, for it is done to ZooKeepers or nodes" + NOBODY),
                ours(
                        "disk-full, targets: [ctl-E]",
                        "it would hit nobody, for it is done to ZooKeepers or nodes" + NOBODY),
                ours(
                        "damage-log, targets: [controllers]",
                        "it would hit nobody, for it is done to ZooKeepers or nodes" + NOBODY),
                ours(
                        "lag-follower, targets: [zk-leader]",
                        "a leader cannot lag; aim it at zk-followers, or at one of them"),
                ours(
                        "lag-follower, targets: [voters]",
                        "a leader cannot lag; aim it at zk-followers, or at one of them"),
                ours(
                        "lag-follower, targets: [one of zk-followers], lag: 2s",
                        "who stands still for 2s is given up by its leader after 2s (sync-limit x tick);"
                                + " choose a shorter `lag`"),
                ours(
                        "reconfigure, targets: [E, C, all of voters]",
                        "it would take every ZooKeeper out of the ensemble, and none is left to be asked;"
                                + " leave one of them in"),
                ours(
                        "restore-data, targets: [E1], age: 1s",
                        "it lasts 1s, and puts data back after 1s; make `for` longer than `age`"),
                ours(
                        "lose-unsynced, targets: [E1], watch: 1s",
                        "it lasts 1s, and kills after 1s; make `for` longer than `watch`"),
                ours("cut, from: [E1], to: [E1]", "it would hit nobody" + NOBODY),
                ours("cut, sides: [[E, C, W], [rest]]", "it would hit nobody" + NOBODY),
                ours("loss, shape: isolate, targets: [E, C, W]", "it would hit nobody" + NOBODY),
                theirs(
                        "lag-follower, targets: [one of zk-followers]",
                        "of 2 ZooKeepers each must have a write before it is done, and none can be late with it;"
                                + " give the ensemble 3 voters"),
                theirs(
                        "elect-leader",
                        "while one of 2 ZooKeepers stands still, the rest are no majority that could elect;"
                                + " give the ensemble 3 voters"),
                theirs("gc-pause, targets: [W1]", AGENT),
                theirs("clock-jump, targets: [zk-E, E1]", AGENT),
                theirs("clock-drift, targets: [nodes]", AGENT),
                theirs("clock-strobe, targets: [all]", AGENT));
    }

    private static Arguments ours(String fault, String told) {
        return Arguments.of(OURS, fault, told);
    }

    private static Arguments theirs(String fault, String told) {
        return Arguments.of(THEIRS, fault, told);
    }

    @ParameterizedTest
    @MethodSource("futile")
    void a_step_that_can_do_nothing_is_told_with_its_line(String scenario, String fault, String told)
            throws IOException {
        String name = fault.split(",")[0];
        for (String step : List.of(
                "{at: 2s, for: 1s, fault: " + fault + "}",
                "random: {between: [1s, 2s], lasts: [1s, 2s], choose: [{weight: 0.001, fault: " + fault + "}]}")) {
            String text = scenario.formatted(step);

            UserError error = catchThrowableOfType(UserError.class, () -> require(variant(text)));

            assertThat(error).as(text).isNotNull();
            assertThat(error.line())
                    .isEqualTo((int) text.lines()
                                    .takeWhile(line -> !line.contains(step))
                                    .count()
                            + 1);
            assertThat(error.getMessage())
                    .startsWith(folder.resolve("mine.yml") + ":" + error.line() + ":")
                    .endsWith(" `" + name + "` can do nothing: " + told);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "watch-flood, targets: [E]",
                "expire-session, targets: [E, zk-C]",
                "wipe-data, targets: [ctl-E, W1]",
                "lag-follower, targets: [zk-E]",
                "lag-follower, targets: [zk-followers]",
                "lag-follower, targets: [any of voters], lag: 1900ms",
                "reconfigure, targets: [majority of voters]",
                "elect-leader",
                "cpu, targets: [E]",
                "cut, shape: random",
                "cut, from: [primary], to: [E1]"
            })
    void a_step_that_may_do_something_is_let_through(String fault) throws IOException {
        Variant variant = variant(OURS.formatted("{at: 2s, for: 1s, fault: " + fault + "}"));
        assertThatCode(() -> require(variant)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu, targets: [W]", "disk-full, targets: [E1]", "reconfigure, targets: [zk-leader]"})
    void so_is_one_beside_a_service_of_the_users(String fault) throws IOException {
        Variant variant = variant(THEIRS.formatted("{at: 2s, for: 1s, fault: " + fault + "}"));
        assertThatCode(() -> require(variant)).doesNotThrowAnyException();
    }

    /** Those that come with the harness, and those that its documents tell readers to run. */
    static Stream<Variant> scenarios() {
        return Stream.concat(
                        Scenarios.bundled().stream(),
                        Stream.of(
                                "../samples/patroni/patroni.yml",
                                "../samples/maven/src/test/resources/partition.yml",
                                "../docs/tutorial/example/register.yml"))
                .map(Library::scenario)
                .flatMap(scenario -> scenario.variants().values().stream());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void every_step_of_every_scenario_that_is_handed_out_can_do_something(Variant variant) {
        assertThatCode(() -> require(variant)).doesNotThrowAnyException();
    }

    private Variant variant(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yml"), text);
        return Library.variant(Library.scenario(file.toString()), "");
    }

    private static void require(Variant variant) {
        Faults.require(new AbleBackend(), variant);
    }

    /** A backend that has every feature. */
    private static final class AbleBackend implements Backend {
        @Override
        public String name() {
            return "able";
        }

        @Override
        public Site open(String runId, Path folder, List<Member> members, Map<String, Duration> roundTripToHub) {
            throw new UnsupportedOperationException("nothing runs here");
        }

        @Override
        public Optional<String> lacks(Feature feature) {
            return Optional.empty();
        }

        @Override
        public List<String> clean() {
            return List.of();
        }

        @Override
        public List<String> cleanCache() {
            return List.of();
        }
    }
}
