package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shapes that pairs have now. Belongs to the loop's thread.
 *
 * <p>Delay, jitter and rate are exact: a byte is delivered when its time has come, never before, and all connections of a
 * pair share its rate. Loss is imitated as TCP shows it: a segment that is lost comes a retransmission time-out later,
 * twice that where it is lost again, and what follows waits behind it; a lost SYN costs a second. That the sender slows
 * down, and that a busy connection recovers within a round trip, is not imitated.
 */
final class Shaping {
    private static final long RETRANSMISSION = 200_000_000L;
    private static final long SYN_RETRANSMISSION = 1_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    /** Beyond so many losses of one segment its time-out no longer doubles; TCP's ends at two minutes. */
    private static final int MOST_LOSSES = 9;

    private static final int SEGMENT = 1448;

    /** What a rate delivers at once is worth a fiftieth of a second. */
    private static final int STEPS_PER_SECOND = 50;

    private final long seed;
    private final Map<Pair, Path> paths = new HashMap<>();

    Shaping(long seed) {
        this.seed = seed;
    }

    /** One direction between two members, all its connections. */
    private static final class Path {
        private final Shape shape;
        private final Random random;
        private long freeAt;

        Path(Shape shape, long seed) {
            this.shape = shape;
            this.random = new Random(seed);
            this.freeAt = System.nanoTime();
        }

        /** How long after {@code now} so many bytes are delivered. */
        long hold(int bytes, long now) {
            return carriage(bytes, now) + delay() + lost(RETRANSMISSION);
        }

        private long carriage(int bytes, long now) {
            if (shape.bytesPerSecond() == 0) {
                return 0;
            }
            freeAt = Math.max(freeAt - now, 0) + now + bytes * SECOND / shape.bytesPerSecond();
            return freeAt - now;
        }

        long delay() {
            double jitter = shape.jitter().toNanos() * (2 * random.nextDouble() - 1);
            return Math.max(0, shape.delay().toNanos() + Math.round(jitter));
        }

        /** How long it takes until one gets through, by the first time-out. */
        long lost(long timeout) {
            long late = 0;
            for (int losses = 0; losses < MOST_LOSSES && random.nextDouble() < shape.loss(); losses++) {
                late += timeout << losses;
            }
            return late;
        }
    }

    /** From now on these and no others; returns the pairs that are shaped otherwise than before. */
    Set<Pair> set(Map<Pair, Shape> shapes) {
        Set<Pair> changed = new HashSet<>(paths.keySet());
        changed.addAll(shapes.keySet());
        changed.removeIf(pair -> Objects.equals(shapes.get(pair), shapeOf(pair)));
        for (Pair pair : changed) {
            Shape shape = shapes.get(pair);
            if (shape == null) {
                paths.remove(pair);
            } else {
                paths.put(pair, new Path(shape, seed ^ pair.hashCode()));
            }
        }
        return changed;
    }

    private @Nullable Shape shapeOf(Pair pair) {
        Path path = paths.get(pair);
        return path == null ? null : path.shape;
    }

    /** How long so many bytes of a pair take, besides the way that they always have. */
    long hold(Pair pair, int bytes, long now) {
        Path path = paths.get(pair);
        return path == null ? 0 : path.hold(bytes, now);
    }

    /** How long a packet that opens a connection takes, besides. */
    long holdOpening(Pair pair) {
        Path path = paths.get(pair);
        return path == null ? 0 : path.delay() + path.lost(SYN_RETRANSMISSION);
    }

    /** How many bytes of a pair share one fate. */
    int segment(Pair pair) {
        Path path = paths.get(pair);
        if (path == null) {
            return Integer.MAX_VALUE;
        }
        long rate = path.shape.bytesPerSecond();
        int paced = rate == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, rate / STEPS_PER_SECOND + 1);
        return path.shape.loss() > 0 ? Math.min(SEGMENT, paced) : paced;
    }

    /** Whether connections between the two are reset, whoever opens them. */
    boolean resets(Pair pair) {
        return isReset(pair) || isReset(pair.reversed());
    }

    private boolean isReset(Pair pair) {
        Path path = paths.get(pair);
        return path != null && path.shape.reset();
    }
}
