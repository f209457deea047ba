package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Pair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One direction of a connection: what one member has sent and the other has not yet got, in order, its FIN or RST
 * last, at the time that the pair's {@link Shaping} gives it. Nothing is delivered while the pair is cut. Where only the way back is cut, the acknowledgements are lost, so
 * delivery stops after a window. What is held is bounded: beyond it the source is not read, and its own TCP makes it
 * wait. Belongs to the loop's thread.
 */
final class Flow {
    /** What is held of a direction, besides the kernel's buffers. */
    static final int WINDOW = 256 * 1024;

    /** What is still delivered after the way back is cut. */
    static final int UNACKNOWLEDGED_WINDOW = 64 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private enum Kind {
        BYTES,
        FIN,
        RESET
    }

    private record Parcel(Kind kind, long due, ByteBuffer bytes) {}

    private final Pair pair;
    private final SocketChannel source;
    private final SocketChannel sink;
    private final Cuts cuts;
    private final Shaping shaping;
    private final long delay;
    private long established;
    private final Deque<Parcel> held = new ArrayDeque<>();
    private int heldBytes;
    private int unacknowledged;
    private boolean ended;
    private boolean failed;
    private boolean finished;
    private boolean reset;
    private boolean sinkFull;
    private boolean sinkFailed;

    /**
     * @param delay how long a byte travels, in ns
     * @param established when the handshake is over: nothing is sent before, by {@link System#nanoTime()}
     */
    Flow(
            Pair pair,
            SocketChannel source,
            SocketChannel sink,
            Cuts cuts,
            Shaping shaping,
            long delay,
            long established) {
        this.pair = pair;
        this.source = source;
        this.sink = sink;
        this.cuts = cuts;
        this.shaping = shaping;
        this.delay = delay;
        this.established = established;
    }

    Pair pair() {
        return pair;
    }

    boolean wantsMore() {
        return !ended && heldBytes < WINDOW;
    }

    /** Whether only the sink's own slowness holds the next byte. */
    boolean awaitsSink() {
        return sinkFull;
    }

    /** Whether the FIN was delivered. */
    boolean isFinished() {
        return finished;
    }

    /** Whether an RST was delivered: the connection is over. */
    boolean isReset() {
        return reset;
    }

    /** Whether the sink turned out to be gone. */
    boolean hasLostSink() {
        return sinkFailed;
    }

    /** Reads once what the source has sent. */
    void take(ByteBuffer scratch, long now) {
        if (!wantsMore()) {
            return;
        }
        scratch.clear().limit(Math.min(Math.min(scratch.capacity(), shaping.segment(pair)), WINDOW - heldBytes));
        try {
            int read = source.read(scratch);
            if (read < 0) {
                ended = true;
                held.add(new Parcel(Kind.FIN, due(now, 0), NOTHING));
            } else if (read > 0) {
                send(ByteBuffer.allocate(read).put(scratch.flip()).flip(), now);
            }
        } catch (IOException e) {
            // How a non-blocking channel tells of an RST.
            fail(now);
        }
    }

    /** Puts bytes on their way as if the source had sent them. */
    void send(ByteBuffer bytes, long now) {
        heldBytes += bytes.remaining();
        held.add(new Parcel(Kind.BYTES, due(now, bytes.remaining()), bytes));
    }

    /** The source is gone without a FIN. What a cut held is lost with it: nobody is left to send it again. */
    void fail(long now) {
        if (failed) {
            return;
        }
        if (cuts.hold(pair)) {
            drop();
        }
        ended = true;
        failed = true;
        held.add(new Parcel(Kind.RESET, due(now, 0), NOTHING));
    }

    private long due(long now, int bytes) {
        long sent = now - established > 0 ? now : established;
        return sent + delay + shaping.hold(pair, bytes, sent);
    }

    /** A handshake that the shape before held up is done anew. */
    void shakeHands(long now) {
        established = Math.min(established - now, delay + shaping.holdOpening(pair)) + now;
    }

    /** What the shape before held up comes as if it was sent now: a back-off is not imitated. */
    void shapeChanged(long now) {
        long latest = due(now, 0);
        List<Parcel> late = List.copyOf(held);
        held.clear();
        late.forEach(parcel ->
                held.add(new Parcel(parcel.kind(), parcel.due() - latest < 0 ? parcel.due() : latest, parcel.bytes())));
    }

    /** Delivers what is due and not held by a cut. */
    void deliver(long now) {
        sinkFull = false;
        try {
            while (isDeliverable(now)) {
                Parcel next = held.element();
                switch (next.kind()) {
                    case BYTES -> write(next.bytes());
                    case FIN -> {
                        sink.shutdownOutput();
                        finished = true;
                    }
                    case RESET -> {
                        Sockets.reset(sink);
                        reset = true;
                    }
                }
                if (!next.bytes().hasRemaining()) {
                    held.remove();
                }
            }
        } catch (IOException e) {
            // The sink was reset by its owner; what was meant for it is nobody's.
            sinkFailed = true;
            ended = true;
            drop();
        }
    }

    private boolean isDeliverable(long now) {
        return !sinkFull && !held.isEmpty() && held.element().due() - now <= 0 && !isBlocked();
    }

    private boolean isBlocked() {
        return cuts.hold(pair) || allowance() == 0;
    }

    private int allowance() {
        if (!cuts.hold(pair.reversed())) {
            unacknowledged = 0;
        }
        return UNACKNOWLEDGED_WINDOW - unacknowledged;
    }

    private void write(ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        bytes.limit(Math.min(end, bytes.position() + allowance()));
        int written = sink.write(bytes);
        sinkFull = bytes.hasRemaining();
        bytes.limit(end);
        heldBytes -= written;
        unacknowledged += written;
    }

    private void drop() {
        held.clear();
        heldBytes = 0;
    }

    /** When the next parcel is due that time alone holds, or {@link Long#MAX_VALUE}: nothing waits for time. */
    long nextDue() {
        return held.isEmpty() || sinkFull || isBlocked()
                ? Long.MAX_VALUE
                : held.element().due();
    }
}
