package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Pair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection from a member to another, two {@link Flow}s. One that is opened during a cut in either direction hangs:
 * it never reaches the other member, and is reset on heal if who opened it still waits. Belongs to the loop's thread.
 */
final class Tunnel implements Loop.Handler {
    /** What the opener is told first, on a connection that begins with a conversation with the fabric itself. */
    record Greeting(ByteBuffer accepted, ByteBuffer refused) {}

    private static final int HANGING_WINDOW = 64 * 1024;

    private enum State {
        CONNECTING,
        OPEN,
        HANGING,
        CLOSED
    }

    private final Fabric fabric;
    private final Pair pair;
    private final SocketChannel near;
    private final @Nullable Greeting greeting;
    private final SocketChannel far;
    private final Flow request;
    private final Flow response;
    private final long established;
    private State state = State.CONNECTING;
    private long wakeAt = Long.MAX_VALUE;
    private int discarded;

    private Tunnel(Fabric fabric, Pair pair, SocketChannel near, SocketChannel far, @Nullable Greeting greeting) {
        this.fabric = fabric;
        this.pair = pair;
        this.near = near;
        this.far = far;
        this.greeting = greeting;
        long there = fabric.latency().oneWayNanos(pair);
        long back = fabric.latency().oneWayNanos(pair.reversed());
        Shaping shaping = fabric.shaping();
        long seen = System.nanoTime() + there + shaping.holdOpening(pair);
        this.established = seen + back + shaping.holdOpening(pair.reversed());
        this.request = new Flow(pair, near, far, fabric.cuts(), shaping, there, established);
        // The way back needs no wait for the handshake: the other end may speak as soon as it sees the connection.
        this.response = new Flow(pair.reversed(), far, near, fabric.cuts(), shaping, back, seen);
    }

    /** Goes on with a connection that {@code pair.from()} has opened towards {@code target}. */
    static void open(
            Fabric fabric, Pair pair, SocketChannel near, InetSocketAddress target, @Nullable Greeting greeting) {
        try {
            Tunnel tunnel = new Tunnel(fabric, pair, Sockets.small(near), SocketChannel.open(), greeting);
            fabric.tunnels().add(tunnel);
            tunnel.connect(target);
        } catch (IOException e) {
            // The opener has gone already.
            Sockets.close(near);
        }
    }

    boolean touches(String member) {
        return pair.from().equals(member) || pair.to().equals(member);
    }

    /** Whether it carries what the one sends to the other, as a request or as a response. */
    boolean joins(Pair either) {
        return pair.equals(either) || pair.reversed().equals(either);
    }

    private void connect(InetSocketAddress target) {
        fabric.loop().register(near, 0, this);
        if (fabric.cuts().separate(pair)) {
            hang();
            return;
        }
        if (fabric.shaping().resets(pair)) {
            refuse();
            return;
        }
        try {
            Sockets.small(far).configureBlocking(false);
            boolean connected = far.connect(target);
            fabric.loop().register(far, 0, this);
            if (connected) {
                connected();
            }
            advance();
        } catch (IOException e) {
            refuse();
        }
    }

    @Override
    public void ready(SelectionKey key) {
        long now = System.nanoTime();
        if (state == State.HANGING) {
            discard();
            return;
        }
        if (key.channel() == far && key.isConnectable()) {
            finishConnecting();
        }
        if (state != State.CLOSED && key.isValid() && key.isReadable()) {
            (key.channel() == near ? request : response).take(fabric.scratch(), now);
        }
        advance();
    }

    private void finishConnecting() {
        try {
            if (far.finishConnect()) {
                connected();
            }
        } catch (IOException e) {
            refuse();
        }
    }

    private void connected() {
        state = State.OPEN;
        if (greeting != null) {
            response.send(greeting.accepted().duplicate(), System.nanoTime());
        }
    }

    /** Nobody listens there: the opener hears of it a round trip later. */
    private void refuse() {
        hang();
        fabric.refused();
        fabric.loop().at(established, () -> {
            if (state == State.HANGING && !fabric.cuts().separate(pair)) {
                sayRefused();
                close();
            }
        });
    }

    private void sayRefused() {
        try {
            if (greeting == null) {
                Sockets.reset(near);
            } else {
                near.write(greeting.refused().duplicate());
            }
        } catch (IOException e) {
            // The opener has gone already.
            Sockets.close(near);
        }
    }

    private void hang() {
        state = State.HANGING;
        Sockets.close(far);
        watch(near, SelectionKey.OP_READ);
    }

    /** Read only to learn when the opener gives up. */
    private void discard() {
        try {
            int read = near.read(fabric.scratch().clear());
            if (read < 0) {
                close();
                return;
            }
            discarded += read;
            if (discarded >= HANGING_WINDOW) {
                watch(near, 0);
            }
        } catch (IOException e) {
            close();
        }
    }

    /** A connection that the other end may have seen already stays through a cut: its closing would be seen too. */
    void cutsChanged() {
        boolean separated = fabric.cuts().separate(pair);
        if (isEndedByReset()) {
            return;
        }
        if (state == State.CONNECTING) {
            finishConnecting();
        }
        if (state == State.CONNECTING && separated) {
            hang();
        } else if (state == State.HANGING && !separated) {
            Sockets.reset(near);
            close();
        }
        advance();
    }

    /** Pairs are shaped otherwise than before. */
    void shapesChanged(Set<Pair> changed) {
        if (isEndedByReset()) {
            return;
        }
        long now = System.nanoTime();
        for (Flow flow : new Flow[] {request, response}) {
            flow.shakeHands(now);
            if (changed.contains(flow.pair())) {
                flow.shapeChanged(now);
            }
        }
        advance();
    }

    /** Both ends get an RST, unless a cut holds it. */
    private boolean isEndedByReset() {
        boolean ended = fabric.shaping().resets(pair) && !fabric.cuts().separate(pair);
        if (ended) {
            Sockets.reset(near);
            Sockets.reset(far);
            close();
        }
        return ended;
    }

    /** The member's process is gone: what a cut holds of it goes with it. */
    void died(String member) {
        long now = System.nanoTime();
        for (Flow flow : new Flow[] {request, response}) {
            if (flow.pair().from().equals(member) && fabric.cuts().hold(flow.pair())) {
                flow.fail(now);
            }
        }
        advance();
    }

    private void advance() {
        if (state == State.OPEN) {
            long now = System.nanoTime();
            move(request, response, now);
            move(response, request, now);
            if (request.isReset() || response.isReset() || (request.isFinished() && response.isFinished())) {
                close();
                return;
            }
            wakeFor(Math.min(request.nextDue(), response.nextDue()));
        }
        if (state == State.OPEN || state == State.CONNECTING) {
            watch(near, operations(request, response));
            watch(far, state == State.OPEN ? operations(response, request) : SelectionKey.OP_CONNECT);
        }
    }

    private static void move(Flow flow, Flow back, long now) {
        flow.deliver(now);
        if (flow.hasLostSink()) {
            back.fail(now);
            back.deliver(now);
        }
    }

    private static int operations(Flow from, Flow to) {
        return (from.wantsMore() ? SelectionKey.OP_READ : 0) | (to.awaitsSink() ? SelectionKey.OP_WRITE : 0);
    }

    private void wakeFor(long due) {
        if (due < wakeAt) {
            wakeAt = due;
            fabric.loop().at(due, () -> {
                if (wakeAt == due) {
                    wakeAt = Long.MAX_VALUE;
                }
                advance();
            });
        }
    }

    private void watch(SocketChannel channel, int operations) {
        SelectionKey key = fabric.loop().keyOf(channel);
        if (key != null && key.isValid()) {
            key.interestOps(operations);
        }
    }

    private void close() {
        state = State.CLOSED;
        Sockets.close(near);
        Sockets.close(far);
        fabric.tunnels().remove(this);
    }
}
