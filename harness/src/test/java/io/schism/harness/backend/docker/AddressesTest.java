package io.schism.harness.backend.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final List<Member> MEMBERS = List.of(
            new Member("zk-E", Member.Kind.ZOOKEEPER, "E"),
            new Member("E1", Member.Kind.SERVICE, "E"),
            new Member("clients-E", Member.Kind.CLIENTS, "E"));

    @Test
    void every_member_has_an_address_and_every_published_port_is_another_one() {
        try (HostPorts ports = new HostPorts(1)) {
            Addresses addresses = new Addresses(MEMBERS, new Subnet(7), ports);
            assertThat(addresses.ip("zk-E")).isEqualTo("10.199.7.2");
            assertThat(addresses.mac("E1")).isEqualTo("02:42:0a:c7:07:03");
            assertThat(addresses.inside("E1", Port.HTTP).getPort()).isEqualTo(8080);
            assertThat(addresses.relayProperties("clients-E"))
                    .isEqualTo(
                            """
                            probe = 0.0.0.0:7070
                            relay.20001 = 10.199.7.2:2181
                            relay.20002 = 10.199.7.3:8080
                            """);
            assertThat(List.of(
                            addresses.onHost("zk-E", Port.ZK_CLIENT),
                            addresses.onHost("zk-E", Port.PROBE),
                            addresses.onHost("E1", Port.HTTP),
                            addresses.through("clients-E", "E1", Port.HTTP),
                            addresses.through("clients-E", "zk-E", Port.ZK_CLIENT)))
                    .doesNotHaveDuplicates()
                    .allMatch(address -> address.getAddress().isLoopbackAddress());
            assertThat(addresses.published("clients-E")).containsOnlyKeys(7070, 20001, 20002);
        }
    }

    @Test
    void an_address_that_does_not_exist_is_refused_by_name() {
        try (HostPorts ports = new HostPorts(2)) {
            Addresses addresses = new Addresses(MEMBERS, new Subnet(7), ports);
            assertThatThrownBy(() -> addresses.onHost("zk-E", Port.ZK_ELECTION))
                    .hasMessage("zk-E does not publish ZK_ELECTION");
            assertThatThrownBy(() -> addresses.ip("W9")).hasMessage("no member is called W9");
            assertThatThrownBy(() -> addresses.through("clients-E", "E1", Port.PROBE))
                    .hasMessage("clients-E does not relay to PROBE of E1");
        }
    }

    @Test
    void ports_come_back_when_the_site_is_closed() {
        int first;
        try (HostPorts ports = new HostPorts(3)) {
            first = ports.take();
            try (HostPorts others = new HostPorts(3)) {
                assertThat(others.take()).isNotEqualTo(first);
            }
        }
        try (HostPorts ports = new HostPorts(3)) {
            assertThat(ports.take()).isEqualTo(first);
        }
    }
}
