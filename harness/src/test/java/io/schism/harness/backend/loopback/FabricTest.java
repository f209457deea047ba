package io.schism.harness.backend.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FabricTest {
    private static final Pair A_TO_B = new Pair("A", "B");
    private static final Pair B_TO_A = A_TO_B.reversed();
    private static final Set<Pair> HEALED = Set.of();
    private static final int SILENCE_MILLIS = 60;
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Fabric fabric = new Fabric("test", members(), Map.of());
    private final List<Socket> opened = new ArrayList<>();
    private ServerSocket server;

    private static List<Member> members() {
        return List.of(
                new Member("A", Member.Kind.SERVICE, "E"),
                new Member("B", Member.Kind.SERVICE, "E"),
                new Member("C", Member.Kind.SERVICE, "W"),
                new Member("clients-E", Member.Kind.CLIENTS, "E"));
    }

    @BeforeEach
    void b_listens() throws IOException {
        server = new ServerSocket();
        server.bind(fabric.real("B", Port.HTTP));
        server.setSoTimeout((int) SOON.toMillis());
        fabric.arrived("B");
    }

    @AfterEach
    void close() throws IOException {
        for (Socket one : opened) {
            one.close();
        }
        server.close();
        fabric.close();
    }

    /** Both ends of one connection from a member to B. */
    private record Line(Socket near, Socket far) {}

    private Socket dial(String from) throws IOException {
        Socket near = new Socket();
        near.connect(fabric.door(from, "B", Port.HTTP));
        near.setSoTimeout((int) SOON.toMillis());
        opened.add(near);
        return near;
    }

    private Line line(String from) throws IOException {
        Socket near = dial(from);
        Socket far = server.accept();
        far.setSoTimeout((int) SOON.toMillis());
        opened.add(far);
        return new Line(near, far);
    }

    private static void send(Socket from, String text) throws IOException {
        from.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout((int) SOON.toMillis());
    }

    @Test
    void two_members_uncut_bytes_and_fin_pass_in_both_directions() throws IOException {
        Line line = line("A");
        send(line.near(), "ask");
        assertThat(read(line.far(), 3)).isEqualTo("ask");
        line.near().shutdownOutput();
        assertThat(line.far().getInputStream().read()).isEqualTo(-1);
        send(line.far(), "answer");
        line.far().close();
        assertThat(read(line.near(), 100)).isEqualTo("answer");
        await().atMost(SOON).until(() -> fabric.connections() == 0);
    }

    @Test
    void request_direction_cut_bytes_and_fin_are_held_and_delivered_in_order_on_heal() throws IOException {
        Line line = line("A");
        fabric.cut(Set.of(A_TO_B));
        send(line.near(), "one ");
        send(line.near(), "two");
        line.near().shutdownOutput();
        assertSilent(line.far());
        fabric.cut(HEALED);
        assertThat(read(line.far(), 100)).isEqualTo("one two");
    }

    @Test
    void response_direction_cut_on_a_connection_that_the_other_opened_bytes_are_held_too() throws IOException {
        Line line = line("A");
        fabric.cut(Set.of(B_TO_A));
        send(line.far(), "answer");
        assertSilent(line.near());
        fabric.cut(HEALED);
        assertThat(read(line.near(), 6)).isEqualTo("answer");
    }

    @Test
    void both_directions_cut_bytes_of_the_third_member_pass() throws IOException {
        Line cut = line("A");
        Line other = line("C");
        fabric.cut(Set.of(A_TO_B, B_TO_A));
        send(cut.near(), "held");
        send(other.near(), "free");
        assertThat(read(other.far(), 4)).isEqualTo("free");
        assertSilent(cut.far());
    }

    @Test
    void two_members_cut_off_one_healed_its_bytes_come_and_those_of_the_other_stay_held() throws IOException {
        Line one = line("A");
        Line other = line("C");
        fabric.cut(Set.of(A_TO_B, new Pair("C", "B")));
        send(one.near(), "one");
        send(other.near(), "other");
        Socket opened = dial("C");
        fabric.cut(Set.of(new Pair("C", "B")));
        assertThat(read(one.far(), 3)).isEqualTo("one");
        assertSilent(other.far());
        assertSilent(opened);
        fabric.cut(HEALED);
        assertThat(read(other.far(), 5)).isEqualTo("other");
    }

    @Test
    void connection_opened_during_a_cut_never_delivers_a_byte_and_is_reset_on_heal() throws IOException {
        fabric.cut(Set.of(A_TO_B, B_TO_A));
        Socket near = dial("A");
        send(near, "never");
        server.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        fabric.cut(HEALED);
        assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketException.class);
        assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void connection_opened_during_a_cut_and_given_up_is_forgotten() throws IOException {
        fabric.cut(Set.of(A_TO_B, B_TO_A));
        Socket near = dial("A");
        await().atMost(SOON).until(() -> fabric.connections() == 1);
        near.close();
        await().atMost(SOON).until(() -> fabric.connections() == 0);
    }

    @Test
    void one_way_cut_new_connections_hang_whoever_opens_them() throws IOException {
        fabric.cut(Set.of(B_TO_A));
        Socket near = dial("A");
        send(near, "never");
        assertSilent(near);
        server.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void one_way_cut_the_reverse_flow_stalls_after_a_window_and_goes_on_after_the_heal()
            throws IOException, InterruptedException {
        Line line = line("A");
        int total = Flow.UNACKNOWLEDGED_WINDOW * 3;
        fabric.cut(Set.of(B_TO_A));
        Thread writer = new Thread(() -> assertThat(line.near()).satisfies(near -> send(near, "x".repeat(total))));
        writer.start();
        assertThat(read(line.far(), Flow.UNACKNOWLEDGED_WINDOW)).hasSize(Flow.UNACKNOWLEDGED_WINDOW);
        assertSilent(line.far());
        fabric.cut(HEALED);
        assertThat(read(line.far(), total - Flow.UNACKNOWLEDGED_WINDOW)).hasSize(total - Flow.UNACKNOWLEDGED_WINDOW);
        writer.join();
    }

    @Test
    void what_a_cut_holds_is_bounded_and_the_sender_waits() throws IOException, InterruptedException {
        Line line = line("A");
        fabric.cut(Set.of(A_TO_B));
        int total = 16 * 1024 * 1024;
        Thread writer = new Thread(() -> assertThat(line.near()).satisfies(near -> send(near, "x".repeat(total))));
        writer.start();
        writer.join(300);
        assertThat(writer.isAlive()).as("a sender of 16 MB waits").isTrue();
        fabric.cut(HEALED);
        assertThat(line.far().getInputStream().readNBytes(total)).hasSize(total);
        writer.join();
    }

    @Test
    void sender_reset_during_the_cut_the_other_end_is_reset_on_heal_and_gets_none_of_its_bytes() throws IOException {
        Line line = line("A");
        fabric.cut(Set.of(A_TO_B, B_TO_A));
        send(line.near(), "lost");
        line.near().setSoLinger(true, 0);
        line.near().close();
        assertSilent(line.far());
        fabric.cut(HEALED);
        assertThatThrownBy(() -> line.far().getInputStream().read()).isInstanceOf(SocketException.class);
        await().atMost(SOON).until(() -> fabric.connections() == 0);
    }

    @Test
    void sender_died_during_the_cut_after_a_fin_the_other_end_is_reset_on_heal() throws IOException {
        Line line = line("A");
        fabric.cut(Set.of(A_TO_B, B_TO_A));
        send(line.near(), "lost");
        line.near().close();
        fabric.died("A");
        assertSilent(line.far());
        fabric.cut(HEALED);
        assertThatThrownBy(() -> line.far().getInputStream().read()).isInstanceOf(SocketException.class);
    }

    @Test
    void receiver_died_during_the_cut_the_sender_is_reset_on_heal_not_before() throws IOException {
        Line line = line("A");
        fabric.cut(Set.of(A_TO_B, B_TO_A));
        line.far().close();
        fabric.died("B");
        assertSilent(line.near());
        fabric.cut(HEALED);
        assertThatThrownBy(() -> line.near().getInputStream().read()).isInstanceOf(SocketException.class);
    }

    @Test
    void member_that_does_not_run_refuses_and_in_a_cut_it_hangs() throws IOException {
        fabric.died("B");
        assertThatThrownBy(() -> dial("A")).isInstanceOf(ConnectException.class);
        fabric.cut(Set.of(A_TO_B, B_TO_A));
        assertSilent(dial("A"));
        fabric.cut(HEALED);
        assertThatThrownBy(() -> dial("A")).isInstanceOf(ConnectException.class);
        fabric.arrived("B");
        line("A");
    }

    @Test
    void member_that_runs_but_does_not_listen_yet_refuses_until_it_does() throws IOException {
        server.close();
        fabric.arrived("B");
        assertThatThrownBy(() -> dial("A")).isInstanceOf(ConnectException.class);
        b_listens_again();
        await().atMost(SOON).ignoreExceptionsInstanceOf(ConnectException.class).until(() -> dial("A")
                .isConnected());
    }

    private void b_listens_again() throws IOException {
        server = new ServerSocket();
        server.bind(fabric.real("B", Port.HTTP));
    }

    @Test
    void a_stranger_in_a_cut_is_named() {
        assertThatThrownBy(() -> fabric.cut(Set.of(new Pair("A", "nobody"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void closing_frees_the_ports_and_ends_the_thread() throws IOException {
        int door = fabric.door("A", "C", Port.HTTP).getPort();
        int real = fabric.real("C", Port.HTTP).getPort();
        fabric.close();
        for (int port : new int[] {door, real}) {
            ServerSocket again = new ServerSocket(port, 1, Sockets.address(0).getAddress());
            again.close();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("fabric-test");
    }
}
