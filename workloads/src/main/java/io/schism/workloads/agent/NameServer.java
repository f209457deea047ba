package io.schism.workloads.agent;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Asks a name server by a packet of its own (RFC 1035): a JVM remembers what it has looked up. */
final class NameServer {
    private static final int PORT = 53;
    private static final int ANSWER = 512;
    private static final int A = 1;
    private static final int INTERNET = 1;
    private static final int BETWEEN_MILLIS = 200;

    private NameServer() {}

    /**
     * {@code look-up server name limitMillis}: {@code answered NANOS}, {@code silent} or {@code refused}. Like any resolver it asks again,
     * by the same socket, where no answer comes.
     */
    static String lookUp(String[] words, BufferedReader in) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            // Only a connected socket hears of a refusal.
            socket.connect(new InetSocketAddress(InetAddress.getByName(words[1]), PORT));
            socket.setSoTimeout(BETWEEN_MILLIS);
            byte[] question = question(words[2]);
            long start = System.nanoTime();
            long limit = Long.parseLong(words[3]) * 1_000_000;
            while (System.nanoTime() - start < limit) {
                socket.send(new DatagramPacket(question, question.length));
                if (isAnswered(socket)) {
                    return "answered " + (System.nanoTime() - start);
                }
            }
            return "silent";
        } catch (PortUnreachableException e) {
            return "refused";
        }
    }

    private static boolean isAnswered(DatagramSocket socket) throws IOException {
        try {
            socket.receive(new DatagramPacket(new byte[ANSWER], ANSWER));
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static byte[] question(String name) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(packet);
        // An id, "recursion desired", one question.
        for (int field : new int[] {1, 0x0100, 1, 0, 0, 0}) {
            out.writeShort(field);
        }
        for (String label : name.split("\\.")) {
            byte[] text = label.getBytes(StandardCharsets.US_ASCII);
            out.writeByte(text.length);
            out.write(text);
        }
        out.writeByte(0);
        out.writeShort(A);
        out.writeShort(INTERNET);
        return packet.toByteArray();
    }
}
