package io.schism.harness.backend.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.harness.cluster.NameFailure;
import io.schism.harness.cluster.Shape;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a change that fails. The Engine is a stand-in; its image is made of this machine's nft. */
@EnabledIf("hasNft")
class MemberNamespaceTest {
    private static final Map<String, Shape> SLOW = Map.of("10.0.0.2", Shape.ofRate(50_000));

    private final StandInEngine engine = new StandInEngine();
    private final MemberNamespace namespace = new MemberNamespace(engine.client(), "E1", "image", Map.of());

    static boolean hasNft() {
        return SideImage.nft().isPresent();
    }

    @AfterEach
    void close() {
        namespace.close();
    }

    private void shape(Map<String, Shape> shapes) {
        namespace.become(now -> now.with(shapes));
    }

    private void names(Optional<NameFailure> failure) {
        namespace.become(now -> now.with(failure));
    }

    @ParameterizedTest
    @ValueSource(strings = {"E1-side nft", "E1-side tc"})
    void a_heal_that_failed_is_done_when_it_is_tried_again_and_then_no_more(String failing) {
        shape(SLOW);
        engine.refuse(failing::equals);
        assertThatThrownBy(() -> shape(Map.of())).hasMessageContaining("the network of E1 cannot be changed");
        engine.refuse(work -> false);
        engine.told();
        shape(Map.of());
        assertThat(engine.told()).containsExactly("E1-side nft", "E1-side tc");
        shape(Map.of());
        assertThat(engine.told()).isEmpty();
    }

    @Test
    void a_change_that_failed_half_way_is_taken_back_as_a_whole() {
        engine.refuse("E1-side tc"::equals);
        assertThatThrownBy(() -> shape(SLOW)).hasMessageContaining("the network of E1 cannot be changed");
        engine.refuse(work -> false);
        engine.told();
        shape(Map.of());
        assertThat(engine.told()).containsExactly("E1-side nft", "E1-side tc");
    }

    @Test
    void a_name_server_that_could_not_be_mended_is_mended_when_it_is_tried_again() {
        names(Optional.of(new NameFailure.Silent()));
        engine.refuse("E1-side nft"::equals);
        assertThatThrownBy(() -> names(Optional.empty())).hasMessageContaining("the network of E1 cannot be changed");
        engine.refuse(work -> false);
        engine.told();
        names(Optional.empty());
        assertThat(engine.told()).containsExactly("E1-side nft", "E1-side tc");
    }

    @Test
    void a_member_that_did_not_run_is_changed_once_it_runs_again() {
        engine.start(false);
        assertThatThrownBy(() -> shape(SLOW)).hasMessageContaining("does not run");
        engine.start(true);
        namespace.restarted();
        assertThat(engine.told()).containsExactly("E1-side nft", "E1-side tc");
    }
}
