package io.schism.harness.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What ZooKeeper 3.9 says, understood. */
class VoterTest {
    @Test
    void sessions_and_their_ephemeral_nodes_are_read_from_a_dump() {
        String dump =
                """
                SessionTracker dump:
                Global Sessions(2):
                0x100000000000000\t3000ms
                0x200000000000000\t3000ms
                ephemeral nodes dump:
                Sessions with Ephemerals (2):
                0x100000000000000:
                \t/schism/nodes/A1
                0x200000000000000:
                \t/schism/nodes/B1
                \t/schism/controllers/latch-0000000000
                Connections dump:
                Connections Sets (1)/(1):
                """;
        assertThat(Voter.ephemerals(dump))
                .isEqualTo(Map.of(
                        0x100000000000000L,
                        List.of("/schism/nodes/A1"),
                        0x200000000000000L,
                        List.of("/schism/nodes/B1", "/schism/controllers/latch-0000000000")));
    }

    @Test
    void members_are_read_from_a_configuration() {
        assertThat(Membership.parse("server.1=h1:1:2:participant;h1:3\nserver.2=h2:1:2:participant;h2:3\nversion=0"))
                .isEqualTo(Map.of("1", "h1:1:2:participant;h1:3", "2", "h2:1:2:participant;h2:3"));
    }

    @Test
    void a_session_s_password_is_sixteen_bytes_made_from_its_id() {
        assertThat(Client.password(1)).hasSize(16).isEqualTo(Client.password(1)).isNotEqualTo(Client.password(2));
    }
}
