package io.schism.harness.backend.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import io.schism.harness.process.ProcessStamp;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Which members' networks are changed when some cannot be. The Engine is a stand-in; its image is made of this machine's nft. */
@EnabledIf("hasNft")
class DockerNetworkTest {
    private static final List<String> NAMES =
            IntStream.rangeClosed(1, 8).mapToObj(i -> "E" + i).toList();

    private final StandInEngine engine = new StandInEngine();
    private final HostPorts ports = new HostPorts(4);
    private final Firewall firewall =
            Firewall.open(engine.client(), ProcessStamp.current(), "test", List.of("02:42:0a:c7:07:02"));
    private final Namespaces namespaces = new Namespaces(engine.client(), "run", "image", Map.of());
    private final DockerNetwork network = new DockerNetwork(
            new Addresses(
                    NAMES.stream()
                            .map(name -> new Member(name, Member.Kind.SERVICE, "E"))
                            .toList(),
                    new Subnet(7),
                    ports),
            firewall,
            namespaces);

    static boolean hasNft() {
        return SideImage.nft().isPresent();
    }

    @AfterEach
    void close() {
        namespaces.close();
        firewall.close();
        ports.close();
    }

    /** Every member sends slowly to the next, but for the last. */
    private static Map<Pair, Shape> slow() {
        return IntStream.range(1, NAMES.size())
                .mapToObj(i -> new Pair(NAMES.get(i - 1), NAMES.get(i)))
                .collect(Collectors.toMap(Function.identity(), pair -> Shape.ofRate(50_000)));
    }

    /** What the members' own networks were told since this was last asked. */
    private List<String> told() {
        return engine.told().stream().filter(work -> work.startsWith("run-")).toList();
    }

    @Test
    void a_member_that_could_not_be_healed_is_healed_when_it_is_tried_again_and_no_other_is_touched() {
        network.shape(slow());
        engine.refuse("run-E3-side tc"::equals);
        assertThatThrownBy(() -> network.shape(Map.of())).hasMessageContaining("run-E3 cannot be changed");
        engine.refuse(work -> false);
        told();
        network.shape(Map.of());
        assertThat(told()).containsExactly("run-E3-side nft", "run-E3-side tc");
    }

    @Test
    void every_member_is_tried_though_others_cannot_be_healed_and_each_failure_is_told() {
        network.shape(slow());
        engine.refuse(work -> work.endsWith("-side nft") && work.startsWith("run-"));
        told();
        assertThatThrownBy(() -> network.shape(Map.of()))
                .hasMessageContaining("cannot be changed")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(NAMES.size() - 2));
        assertThat(told()).hasSize(NAMES.size() - 1).doesNotHaveDuplicates();
    }
}
