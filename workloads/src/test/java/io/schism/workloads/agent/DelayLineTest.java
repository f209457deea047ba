package io.schism.workloads.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DelayLineTest {
    private static final int FRAME = 60;
    private static final int NUMBER = 40;
    private static final short IPV4 = 0x0800;
    private static final short IPV6 = (short) 0x86dd;
    private static final String NEAR = "10.0.0.2";
    private static final String FAR = "10.0.0.3";

    private final DelayLine line = new DelayLine();
    private DatagramSocket device;
    private InetSocketAddress port;

    @BeforeEach
    void open() throws IOException {
        device = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        device.setSoTimeout(10_000);
        port = new InetSocketAddress(InetAddress.getLoopbackAddress(), delay());
    }

    @AfterEach
    void close() throws IOException {
        line.close();
        device.close();
    }

    private int delay(String... words) throws IOException {
        String answer =
                line.set(("delay " + String.join(" ", words)).split(" "), new BufferedReader(Reader.nullReader()));
        assertThat(answer).startsWith("delaying ");
        return Integer.parseInt(answer.substring("delaying ".length()));
    }

    private static String millis(String address, long by, long jitter, double overtaking) {
        return "%s %d %d %s".formatted(address, by * 1_000_000, jitter * 1_000_000, overtaking);
    }

    private void send(String address, int number, short kind) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FRAME);
        frame.putShort(12, kind);
        frame.put(30, InetAddress.getByName(address).getAddress());
        frame.putInt(NUMBER, number);
        device.send(new DatagramPacket(frame.array(), FRAME, port));
    }

    /** Sends so many, one after the other; the numbers in the order in which they come back. */
    private List<Integer> sendAll(String address, int count) throws IOException {
        for (int number = 0; number < count; number++) {
            send(address, number, IPV4);
        }
        List<Integer> numbers = new ArrayList<>();
        while (numbers.size() < count) {
            numbers.add(next());
        }
        return numbers;
    }

    private int next() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[FRAME], FRAME);
        device.receive(packet);
        return ByteBuffer.wrap(packet.getData()).getInt(NUMBER);
    }

    private static List<Integer> inOrder(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private Duration roundTrip(String address) throws IOException {
        long start = System.nanoTime();
        sendAll(address, 1);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void one_address_of_two_is_delayed_never_by_less_and_the_other_overtakes_it() throws IOException {
        delay(millis(FAR, 300, 0, 0));
        assertThat(roundTrip(FAR)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        send(FAR, 1, IPV4);
        send(NEAR, 2, IPV4);
        assertThat(List.of(next(), next())).containsExactly(2, 1);
    }

    @Test
    void without_jitter_everything_comes_in_order() throws IOException {
        delay(millis(FAR, 50, 0, 0));
        assertThat(sendAll(FAR, 200)).isEqualTo(inOrder(200));
    }

    @Test
    void with_jitter_each_packet_has_a_time_of_its_own_between_the_least_and_the_most() throws IOException {
        delay(millis(FAR, 50, 40, 0));
        List<Duration> trips = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            trips.add(roundTrip(FAR));
        }
        assertThat(trips).allMatch(trip -> trip.compareTo(Duration.ofMillis(10)) >= 0);
        // None of 40 below 50 ms would come of an even spread once in 10^12.
        assertThat(trips).anyMatch(trip -> trip.compareTo(Duration.ofMillis(50)) < 0);
        assertThat(trips).anyMatch(trip -> trip.compareTo(Duration.ofMillis(50)) > 0);
        assertThat(sendAll(FAR, 100)).isNotEqualTo(inOrder(100)).containsExactlyInAnyOrderElementsOf(inOrder(100));
    }

    @Test
    void a_share_overtakes_the_rest_which_stays_in_order() throws IOException {
        delay(millis(FAR, 500, 0, 0.3));
        List<Integer> numbers = sendAll(FAR, 200);
        int first = IntStream.range(1, 200)
                .filter(i -> numbers.get(i) < numbers.get(i - 1))
                .findFirst()
                .orElseThrow();
        assertThat(first).as("how many overtook").isBetween(30, 90);
        assertThat(numbers.subList(first, 200)).isSorted();
    }

    @Test
    void what_is_held_keeps_its_time_when_the_delay_ends() throws IOException {
        delay(millis(FAR, 300, 0, 0));
        send(FAR, 1, IPV4);
        send(NEAR, 0, IPV4);
        assertThat(next()).as("the first is held by now").isZero();
        delay();
        send(FAR, 2, IPV4);
        assertThat(List.of(next(), next())).containsExactly(2, 1);
    }

    @Test
    void what_is_no_packet_of_a_member_is_given_back_to_nobody() throws IOException {
        send(NEAR, 1, IPV6);
        device.send(new DatagramPacket(new byte[10], 10, port));
        send(NEAR, 2, IPV4);
        assertThat(next()).isEqualTo(2);
    }
}
