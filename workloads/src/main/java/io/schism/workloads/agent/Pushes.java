package io.schism.workloads.agent;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Many bytes from one agent to another, to see how fast they go. */
final class Pushes {
    private static final int CHUNK = 8 * 1024;

    private Pushes() {}

    /** {@code push host port bytes timeoutMillis}: {@code pushed NANOS} once the agent there has them all. */
    static String push(String[] words, BufferedReader in) throws IOException {
        int timeout = Integer.parseInt(words[4]);
        long start = System.nanoTime();
        try (Socket other = new Socket()) {
            other.connect(new InetSocketAddress(words[1], Integer.parseInt(words[2])), timeout);
            other.setSoTimeout(timeout);
            int left = Integer.parseInt(words[3]);
            other.getOutputStream().write(("take " + left + "\n").getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[CHUNK];
            Arrays.fill(chunk, (byte) 'x');
            for (; left > 0; left -= CHUNK) {
                if (System.nanoTime() - start > timeout * 1_000_000L) {
                    throw new SocketTimeoutException("not sent in time");
                }
                other.getOutputStream().write(chunk, 0, Math.min(left, CHUNK));
            }
            new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.US_ASCII)).readLine();
            return "pushed " + (System.nanoTime() - start);
        }
    }

    /** {@code take bytes}, and then the bytes: {@code taken}. */
    static String take(String[] words, BufferedReader in) throws IOException {
        char[] chunk = new char[CHUNK];
        int left = Integer.parseInt(words[1]);
        while (left > 0) {
            int read = in.read(chunk, 0, Math.min(left, CHUNK));
            if (read < 0) {
                throw new EOFException();
            }
            left -= read;
        }
        return "taken";
    }
}
