package io.schism.harness.backend.loopback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A program of a user's, as far as the fabric can tell: listens, and holds one connection to where it is told. */
final class Talker {
    private Talker() {}

    /** {@code PORT [OTHER_PORT]}, all on 127.0.0.1. */
    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
            Socket held = args.length > 1
                    ? new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]))
                    : new Socket();
            while (!held.isClosed()) {
                new Thread(new Listener(server.accept())).start();
            }
        }
    }

    /** Holds a connection until its other end is gone. */
    private record Listener(Socket socket) implements Runnable {
        @Override
        public void run() {
            try (socket) {
                socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                // Its other end is gone.
                return;
            }
        }
    }
}
