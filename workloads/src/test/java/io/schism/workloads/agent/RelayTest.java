package io.schism.workloads.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelayTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private Relay relay;
    private ServerSocket target;
    private InetSocketAddress entrance;

    @BeforeEach
    void start() throws IOException {
        target = new ServerSocket(0, 1, HERE);
        relay = new Relay();
        entrance = relay.listen(new InetSocketAddress(HERE, 0), new InetSocketAddress(HERE, target.getLocalPort()));
        Thread thread = new Thread(relay::run, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        target.close();
    }

    @Test
    void a_fin_of_one_side_is_passed_on_and_the_other_direction_goes_on() throws IOException {
        try (Socket caller = call();
                Socket called = target.accept()) {
            send(caller, "question");
            caller.shutdownOutput();
            assertThat(called.getInputStream().readAllBytes()).asString().isEqualTo("question");
            send(called, "answer");
            called.shutdownOutput();
            assertThat(caller.getInputStream().readAllBytes()).asString().isEqualTo("answer");
        }
    }

    @Test
    void a_megabyte_each_way_arrives_whole() throws IOException {
        try (Socket caller = call();
                Socket called = target.accept()) {
            byte[] megabyte = "0123456789abcdef".repeat(65536).getBytes(StandardCharsets.US_ASCII);
            Thread sender = new Thread(() -> write(caller, megabyte));
            sender.start();
            assertThat(called.getInputStream().readNBytes(megabyte.length)).isEqualTo(megabyte);
            write(called, megabyte);
            assertThat(caller.getInputStream().readNBytes(megabyte.length)).isEqualTo(megabyte);
        }
    }

    @Test
    void a_reset_by_the_target_resets_the_caller() throws IOException {
        try (Socket caller = call();
                Socket called = target.accept()) {
            send(caller, "x");
            assertThat(called.getInputStream().read()).isEqualTo('x');
            reset(called);
            assertThatThrownBy(() -> caller.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void a_reset_by_the_caller_resets_the_target() throws IOException {
        try (Socket caller = call();
                Socket called = target.accept()) {
            send(caller, "x");
            assertThat(called.getInputStream().read()).isEqualTo('x');
            reset(caller);
            assertThatThrownBy(() -> called.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void a_target_that_refuses_resets_the_caller() throws IOException {
        target.close();
        try (Socket caller = call()) {
            assertThatThrownBy(() -> {
                        send(caller, "x");
                        if (caller.getInputStream().read() < 0) {
                            throw new AssertionError("a FIN, where a reset was due");
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void a_caller_that_gives_up_before_the_target_answers_is_never_heard() throws IOException {
        List<Socket> fillers = fillBacklog();
        Socket caller = call();
        send(caller, "too early");
        caller.close();
        // The second caller's close is seen by the relay after the first one's, so the first has been dealt with.
        try (Socket witness = call()) {
            witness.setSoTimeout(200);
            assertThatThrownBy(() -> witness.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
        for (int i = 0; i < fillers.size(); i++) {
            try (Socket accepted = target.accept()) {
                fillers.get(i).close();
                assertThat(accepted.getInputStream().readAllBytes()).isEmpty();
            }
        }
        target.setSoTimeout(1500);
        assertThatThrownBy(() -> target.accept()).isInstanceOf(SocketTimeoutException.class);
    }

    /** Fills the accept queue, so that the kernel answers no further connection, as if the path were cut. */
    private List<Socket> fillBacklog() throws IOException {
        List<Socket> fillers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Socket filler = new Socket();
            try {
                filler.connect(target.getLocalSocketAddress(), 200);
                fillers.add(filler);
            } catch (SocketTimeoutException full) {
                filler.close();
                return fillers;
            }
        }
        throw new AssertionError("the backlog never fills");
    }

    private Socket call() throws IOException {
        return new Socket(entrance.getAddress(), entrance.getPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
