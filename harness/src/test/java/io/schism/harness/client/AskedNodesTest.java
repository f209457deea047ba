package io.schism.harness.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.status.NodeStatus;
import io.schism.workloads.client.Claim;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Whom clients ask. Nodes answer as told when they are asked for their role. */
class AskedNodesTest {
    private static final Map<String, InetSocketAddress> NODES = Map.of(
            "n1", InetSocketAddress.createUnresolved("n1", 1),
            "n2", InetSocketAddress.createUnresolved("n2", 2),
            "n3", InetSocketAddress.createUnresolved("n3", 3));

    private final Map<String, NodeStatus> told = new ConcurrentHashMap<>();
    private final List<Claim> heard = new CopyOnWriteArrayList<>();
    private final RoleQuestion question = new RoleQuestion() {
        @Override
        public Optional<NodeStatus> ask(InetSocketAddress node, Duration limit) {
            return Optional.ofNullable(told.get(node.getHostString()));
        }

        @Override
        public boolean tellsEpochs() {
            return true;
        }
    };

    private AskedNodes primary() {
        return AskedNodes.primary(NODES, List.of("n3"), question, Duration.ofMillis(5), heard::add);
    }

    @Test
    void nodes_are_asked_in_turn() {
        try (AskedNodes asked = AskedNodes.inTurn(NODES, List.of("n2", "n3"))) {
            assertThat(List.of(asked.next(), asked.next(), asked.next())).containsExactly("n2", "n3", "n2");
        }
        try (AskedNodes asked = AskedNodes.inTurn(NODES, List.of())) {
            assertThat(List.of(asked.next(), asked.next(), asked.next())).containsExactly("n1", "n2", "n3");
        }
    }

    @Test
    void while_no_primary_is_known_the_region_is_asked_then_the_primary_is() {
        try (AskedNodes asked = primary()) {
            assertThat(asked.next()).isEqualTo("n3");
            told.put("n1", NodeStatus.of("primary", 1));
            told.put("n2", NodeStatus.of("replica", 1));
            await().until(() -> asked.next().equals("n1"));
            assertThat(heard).containsExactly(new Claim(1, "n1"));
        }
    }

    @Test
    void a_primary_of_a_higher_epoch_is_followed_one_of_the_same_is_not() {
        told.put("n1", NodeStatus.of("primary", 1));
        try (AskedNodes asked = primary()) {
            await().until(() -> asked.next().equals("n1"));
            told.put("n2", NodeStatus.of("primary", 1));
            told.put("n3", NodeStatus.of("primary", 2));
            await().until(() -> asked.next().equals("n3"));
            assertThat(heard).extracting(Claim::primary).containsExactly("n1", "n3");
        }
    }

    @Test
    void a_primary_that_falls_silent_is_asked_until_another_is_heard_of() {
        told.put("n1", NodeStatus.of("primary", 0));
        try (AskedNodes asked = primary()) {
            await().until(() -> asked.next().equals("n1"));
            told.remove("n1");
            assertThat(asked.next()).isEqualTo("n1");
            told.put("n2", NodeStatus.of("primary", 0));
            await().until(() -> asked.next().equals("n2"));
        }
    }
}
