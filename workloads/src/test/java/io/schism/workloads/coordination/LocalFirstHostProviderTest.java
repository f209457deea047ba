package io.schism.workloads.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LocalFirstHostProviderTest {
    @Test
    @DisplayName(
            "3 voters: the own region's first, the others in order when it fails, the first again after a connection")
    void prefersTheFirst() {
        LocalFirstHostProvider servers = new LocalFirstHostProvider(List.of(
                Addresses.parse("127.0.0.1:1"), Addresses.parse("127.0.0.1:2"), Addresses.parse("127.0.0.1:3")));
        assertThat(servers.next(0).getPort()).isEqualTo(1);
        assertThat(servers.next(0).getPort()).isEqualTo(2);
        servers.onConnected();
        assertThat(servers.next(0).getPort()).isEqualTo(1);
        assertThat(servers.next(0).getPort()).isEqualTo(2);
        assertThat(servers.next(0).getPort()).isEqualTo(3);
        assertThat(servers.next(0).getPort()).isEqualTo(1);
    }
}
