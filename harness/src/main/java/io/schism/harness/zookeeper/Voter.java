package io.schism.harness.zookeeper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ZooKeeper server, asked in four-letter words past every cut. One that does not answer in time gives empty.
 *
 * @param address of its client port, as the harness reaches it
 */
public record Voter(String name, InetSocketAddress address) {
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final String METRIC = "zk_";

    /** The answer to a four-letter word. */
    public static Optional<String> ask(InetSocketAddress address, String word, Duration limit) {
        try (Socket socket = new Socket()) {
            int millis = (int) Math.max(1, limit.toMillis());
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return Optional.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .filter(answer -> !answer.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@code leader}, {@code follower}, {@code observer}, {@code standalone} or {@code not-serving}. */
    public static Optional<String> mode(InetSocketAddress address, Duration limit) {
        return ask(address, "srvr", limit)
                .flatMap(answer ->
                        answer.contains("not currently serving") ? Optional.of("not-serving") : line(answer, "Mode: "));
    }

    public Optional<String> mode() {
        return mode(address, ASK);
    }

    public boolean leads() {
        return mode().filter("leader"::equals).isPresent();
    }

    /** Whether it serves clients, as whatever. */
    public boolean serves() {
        return mode().filter(mode -> !mode.equals("not-serving")).isPresent();
    }

    /** Whether it takes a connection and answers on it. */
    public boolean takesConnections() {
        return ask(address, "ruok", ASK).isPresent();
    }

    /** The id of the last transaction it has applied; the upper half is the epoch of the leader that gave it. */
    public Optional<Long> zxid() {
        return ask(address, "srvr", ASK)
                .flatMap(answer -> line(answer, "Zxid: 0x"))
                .map(hex -> Long.parseUnsignedLong(hex, 16));
    }

    /** One of the numbers of {@code mntr}, named without its {@code zk_}. */
    public Optional<Long> metric(String name) {
        return ask(address, "mntr", ASK)
                .flatMap(answer -> line(answer, METRIC + name + "\t"))
                .map(number -> (long) Double.parseDouble(number));
    }

    /** The sessions that hold ephemeral nodes, with the nodes' paths. */
    public Optional<Map<Long, List<String>>> ephemerals() {
        return ask(address, "dump", ASK)
                .filter(answer -> answer.contains("Sessions with Ephemerals"))
                .map(Voter::ephemerals);
    }

    static Map<Long, List<String>> ephemerals(String dump) {
        Map<Long, List<String>> sessions = new LinkedHashMap<>();
        List<String> paths = new ArrayList<>();
        for (String line :
                dump.substring(dump.indexOf("Sessions with Ephemerals")).lines().toList()) {
            if (line.startsWith("0x")) {
                paths = new ArrayList<>();
                sessions.put(Long.parseUnsignedLong(line.substring(2, line.indexOf(':')), 16), paths);
            } else if (line.startsWith("\t/")) {
                paths.add(line.strip());
            }
        }
        return sessions;
    }

    private static Optional<String> line(String answer, String prefix) {
        return answer.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }
}
