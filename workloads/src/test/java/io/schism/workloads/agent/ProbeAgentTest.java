package io.schism.workloads.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeAgentTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void one_conversation_open_closed_and_malformed() throws IOException {
        try (ProbeAgent agent = ProbeAgent.start(ANY);
                ServerSocket target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket asker =
                        new Socket(agent.address().getAddress(), agent.address().getPort());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(asker.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(ask(asker, in, "127.0.0.1 " + target.getLocalPort() + " 1000"))
                    .matches("open \\d+");
            target.close();
            assertThat(ask(asker, in, "127.0.0.1 " + target.getLocalPort() + " 1000"))
                    .startsWith("closed ");
            assertThat(ask(asker, in, "hello")).isEqualTo("closed not a question: host port timeoutMillis");
            assertThat(ask(asker, in, "127.0.0.1 http 1000")).startsWith("closed ");
        }
    }

    @Test
    void a_file_that_may_grow_is_told_from_one_that_may_not_even_begin(@TempDir Path folder) throws IOException {
        try (ProbeAgent agent = ProbeAgent.start(ANY);
                Socket asker =
                        new Socket(agent.address().getAddress(), agent.address().getPort());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(asker.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(ask(asker, in, "append " + folder + " 1000")).isEqualTo("appended");
            assertThat(folder).isEmptyDirectory();
            assertThat(ask(asker, in, "append " + folder + "/none 1000")).startsWith("closed ");
        }
    }

    @Test
    void closed_agent_listens_no_more() throws IOException {
        ProbeAgent agent = ProbeAgent.start(ANY);
        agent.close();
        try (ServerSocket again = new ServerSocket()) {
            again.bind(agent.address());
            assertThat(again.isBound()).isTrue();
        }
    }

    private static String ask(Socket asker, BufferedReader in, String question) throws IOException {
        asker.getOutputStream().write((question + "\n").getBytes(StandardCharsets.US_ASCII));
        return in.readLine();
    }
}
