package io.schism.harness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cuts and shapes that overlap, on a network that can be told to fail. */
class CutsTest {
    private static final Pair PAIR = new Pair("A", "B");

    private Object applied = Set.of();
    private boolean fails;
    private final Network network = (Network) Proxy.newProxyInstance(
            Network.class.getClassLoader(), new Class<?>[] {Network.class}, (proxy, method, arguments) -> {
                if (fails) {
                    throw new IllegalStateException("the backend is busy");
                }
                applied = arguments[0];
                return null;
            });

    @Test
    void two_equal_cuts_the_heal_of_one_fails_and_is_told_again_the_other_holds() {
        Cuts cuts = new Cuts(network);
        Object one = new Object();
        Object other = new Object();
        cuts.cut(one, Set.of(PAIR));
        cuts.cut(other, Set.of(PAIR));
        fails = true;
        assertThatThrownBy(() -> cuts.heal(one)).hasMessage("the backend is busy");
        fails = false;
        cuts.heal(one);
        assertThat(applied).isEqualTo(Set.of(PAIR));
        cuts.heal(other);
        assertThat(applied).isEqualTo(Set.of());
    }

    @Test
    void two_equal_cuts_without_holders_hold_until_both_are_healed() {
        Cuts cuts = new Cuts(network);
        cuts.cut(Set.of(PAIR));
        cuts.cut(Set.of(PAIR));
        cuts.heal(Set.of(PAIR));
        assertThat(applied).isEqualTo(Set.of(PAIR));
        cuts.heal(Set.of(PAIR));
        assertThat(applied).isEqualTo(Set.of());
    }

    @Test
    void two_equal_delays_one_that_was_never_put_is_taken_the_other_holds() {
        Shapes shapes = new Shapes(network);
        Shape delay = Shape.ofDelay(Duration.ofMillis(5), Duration.ZERO);
        Object one = new Object();
        shapes.put(one, Set.of(PAIR), delay);
        shapes.take(new Object());
        assertThat(applied).isEqualTo(Map.of(PAIR, delay));
        shapes.take(one);
        assertThat(applied).isEqualTo(Map.of());
    }
}
