package io.schism.workloads.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static final Timeouts QUICK =
            new Timeouts(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(10));

    private final FakeNode east = new FakeNode().claims(1, "E1");
    private final FakeNode west = new FakeNode().claims(1, "E1");

    @AfterEach
    void close() {
        east.close();
        west.close();
    }

    private Directory directory() {
        return new Directory("E", addresses(), Set.of("E1"), QUICK);
    }

    private Map<String, InetSocketAddress> addresses() {
        return Map.of("E1", east.address(), "W1", west.address());
    }

    private static void awaitHighest(Directory directory, long epoch, String primary) {
        await().untilAsserted(() -> assertThat(directory.highest()).contains(new Claim(epoch, primary)));
    }

    @Test
    @DisplayName("2 nodes, epochs 1, 2 and 1 again: the clients follow to 2 and never go back")
    void followsTheHighestEpoch() {
        try (Directory directory = directory()) {
            List<Claim> changes = new CopyOnWriteArrayList<>();
            awaitHighest(directory, 1, "E1");
            directory.onChange(changes::add);

            east.claims(2, "W1");
            awaitHighest(directory, 2, "W1");
            east.claims(1, "E1");
            awaitAsked(east, 5);
            directory.learn(new Claim(2, "E1"));

            assertThat(directory.highest()).contains(new Claim(2, "W1"));
            assertThat(directory.primary()).isEqualTo("W1");
            assertThat(changes).containsExactly(new Claim(2, "W1"));
        }
    }

    @Test
    @DisplayName("own node informed: nodes of other regions are not asked")
    void asksItsOwnRegionFirst() {
        west.claims(9, "W1");
        try (Directory directory = directory()) {
            awaitAsked(east, 5);
            int asked = west.asked();
            awaitAsked(east, 10);

            assertThat(west.asked()).isEqualTo(asked);
            assertThat(directory.region()).isEqualTo("E");
        }
    }

    @Test
    @DisplayName("own node dead: the other region's node is asked")
    void asksOthersWhenItsOwnAreSilent() {
        west.claims(3, "W1");
        east.close();
        try (Directory directory = directory()) {
            awaitHighest(directory, 3, "W1");
        }
    }

    @Test
    @DisplayName("own node claims nothing: the other region's node is asked")
    void asksOthersWhenItsOwnClaimNothing() {
        east.claimsNothing();
        west.claims(3, "W1");
        try (Directory directory = directory()) {
            awaitHighest(directory, 3, "W1");
        }
    }

    @Test
    @DisplayName("primary of the highest epoch dead: its clients keep asking it, until they hear of a higher epoch")
    void keepsAskingADeadPrimary() {
        try (Directory directory = directory()) {
            awaitHighest(directory, 1, "E1");
            east.close();
            awaitAsked(west, 5);
            assertThat(directory.primary()).isEqualTo("E1");

            west.claims(2, "W1");
            awaitHighest(directory, 2, "W1");
        }
    }

    @Test
    @DisplayName("a primary without address: not followed")
    void ignoresAnUnknownNode() {
        try (Directory directory = directory()) {
            awaitHighest(directory, 1, "E1");
            directory.learn(new Claim(5, "X1"));

            assertThat(directory.highest()).contains(new Claim(1, "E1"));
        }
    }

    @Test
    @DisplayName("2 own nodes, one dead: local reads go to the one that answers")
    void readsWhereSomeoneAnswers() {
        try (Directory directory = new Directory("E", addresses(), Set.of("E1", "W1"), QUICK)) {
            awaitAsked(east, 2);
            awaitAsked(west, 2);
            assertThat(List.of(directory.local(), directory.local())).containsExactlyInAnyOrder("E1", "W1");

            east.close();
            await().untilAsserted(() ->
                    assertThat(List.of(directory.local(), directory.local())).containsExactly("W1", "W1"));
        }
    }

    private static void awaitAsked(FakeNode node, int more) {
        int target = node.asked() + more;
        await().until(() -> node.asked() >= target);
    }
}
