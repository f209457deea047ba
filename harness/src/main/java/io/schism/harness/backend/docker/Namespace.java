package io.schism.harness.backend.docker;

import io.schism.harness.cluster.NameFailure;
import io.schism.harness.cluster.Shape;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is done inside one member's own network: what the bridge between the members cannot do. Every rule is in a table of
 * ours, so that nothing of Docker's, whose name server needs its own rules there, is touched.
 *
 * @param shapes by the address of who it is sent to
 * @param names how its name server fails, where it does
 * @param delayer who delays
 */
record Namespace(Map<String, Shape> shapes, Optional<NameFailure> names, Delayer delayer) {
    static final String DEVICE = "eth0";
    private static final String UNLIMITED = "10gbit";
    private static final String NAME_SERVER = "127.0.0.11";
    private static final String ASKER = "meta l4proto . th sport";
    private static final Duration ASKER_GONE = Duration.ofMinutes(2);

    /** A copy carries it, so that it is not copied again. */
    private static final String COPY = "0x5c";

    /** What was delayed carries it, so that it is neither delayed nor copied again. */
    static final String DELAYED = "0x5d";

    Namespace {
        shapes = new TreeMap<>(shapes);
    }

    static Namespace untouched(Delayer delayer) {
        return new Namespace(Map.of(), Optional.empty(), delayer);
    }

    Namespace with(Map<String, Shape> other) {
        return new Namespace(other, names, delayer);
    }

    Namespace with(Optional<NameFailure> other) {
        return new Namespace(shapes, other, delayer);
    }

    boolean isUntouched() {
        return shapes.isEmpty() && names.isEmpty();
    }

    /** Whether it takes tc, besides nft. */
    boolean isQueued() {
        return shapes.values().stream().anyMatch(shape -> isOnNetem(shape) || shape.bytesPerSecond() > 0);
    }

    private boolean isOnNetem(Shape shape) {
        return delayer == Delayer.NETEM && isDelayed(shape);
    }

    /** What a {@link TapLine} is to delay, by the address of who it is sent to. */
    Map<String, Shape> onTap() {
        Map<String, Shape> delayed = new TreeMap<>(shapes);
        delayed.values().removeIf(shape -> delayer != Delayer.TAP || !isDelayed(shape));
        return delayed;
    }

    private static boolean isDelayed(Shape shape) {
        return !shape.delay().isZero() || !shape.jitter().isZero() || shape.reordering() > 0;
    }

    /** Replaces whatever was there, in one transaction. */
    String nft() {
        return """
                add table ip schism
                delete table ip schism
                add table netdev schism
                delete table netdev schism
                table ip schism {
                 chain output {
                  type filter hook output priority 0; policy accept;
                %s }
                %s chain input {
                  type filter hook input priority 0; policy accept;
                %s%s }
                }
                table netdev schism {
                 chain egress {
                  type filter hook egress device "%s" priority 0; policy accept;
                %s%s }
                }
                """
                .formatted(resets("daddr"), askers(), resets("saddr"), nameServer(), DEVICE, copies(), aside());
    }

    /** The one end is told as it sends, the other as what it sent arrives. */
    private String resets(String side) {
        StringBuilder rules = new StringBuilder();
        shapes.forEach((peer, shape) -> {
            if (shape.reset()) {
                rules.append("  ip ").append(side).append(' ').append(peer);
                rules.append(" meta l4proto tcp tcp flags & rst != rst counter reject with tcp reset\n");
            }
        });
        return rules.toString();
    }

    private String nameServer() {
        return names.map(Namespace::nameServer).orElse("");
    }

    private static String nameServer(NameFailure failure) {
        String rule = "  ip daddr " + NAME_SERVER + " ";
        if (failure instanceof NameFailure.Slow) {
            return (rule + ASKER + " @unanswered counter drop\n")
                    + (rule + ASKER + " @asked accept\n")
                    + (rule + "add @asked { " + ASKER + " } add @unanswered { " + ASKER + " } counter drop\n");
        }
        return rule + (failure instanceof NameFailure.Refused ? "counter reject\n" : "counter drop\n");
    }

    /** Those whose first question is so young that it is not answered yet, and those who have asked at all. */
    private String askers() {
        return names.filter(NameFailure.Slow.class::isInstance)
                .map(failure -> ((NameFailure.Slow) failure).by())
                .map(by -> askers("unanswered", by) + askers("asked", by.plus(ASKER_GONE)))
                .orElse("");
    }

    private static String askers(String name, Duration remembered) {
        return """
                 set %s {
                  type inet_proto . inet_service; flags dynamic,timeout; size 65535; timeout %dms
                 }
                """
                .formatted(name, remembered.toMillis());
    }

    private String copies() {
        StringBuilder rules = new StringBuilder();
        shapes.forEach((peer, shape) -> {
            if (shape.duplication() > 0) {
                rules.append("  meta mark != { %s, %s } ip daddr ".formatted(COPY, DELAYED))
                        .append(peer);
                rules.append(" numgen random mod ").append(Firewall.PARTS).append(" < ");
                rules.append(Firewall.parts(shape.duplication()))
                        .append(" meta mark set ")
                        .append(COPY);
                rules.append(" dup to \"").append(DEVICE).append("\"\n");
            }
        });
        return rules.toString();
    }

    /** What is to be delayed is sent to the line instead, whole and as it is. */
    private String aside() {
        return onTap().keySet().stream()
                .map(peer -> "  meta mark != %s ip daddr %s fwd to \"%s\"\n".formatted(DELAYED, peer, TapLine.DEVICE))
                .collect(Collectors.joining());
    }

    /** A class of its own for each peer that is delayed or limited; everything else passes at once. */
    String tc() {
        StringBuilder script = new StringBuilder();
        script.append("tc qdisc del dev ").append(DEVICE).append(" root 2>/dev/null\n");
        if (!isQueued()) {
            return script.append("true").toString();
        }
        script.append("set -e; tc qdisc add dev ").append(DEVICE).append(" root handle 1: htb default 0\n");
        int number = 0;
        for (Map.Entry<String, Shape> shape : shapes.entrySet()) {
            number++;
            script.append(peer("1:" + Integer.toHexString(number), shape.getKey(), shape.getValue()));
        }
        return script.toString();
    }

    private String peer(String id, String address, Shape shape) {
        if (!isOnNetem(shape) && shape.bytesPerSecond() == 0) {
            return "";
        }
        String rate = shape.bytesPerSecond() == 0 ? UNLIMITED : shape.bytesPerSecond() * Byte.SIZE + "bit";
        String queue = isOnNetem(shape) ? "tc qdisc add dev %s parent %s %s\n".formatted(DEVICE, id, netem(shape)) : "";
        return "tc class add dev %1$s parent 1: classid %2$s htb rate %3$s ceil %3$s quantum 60000\n%4$s"
                        .formatted(DEVICE, id, rate, queue)
                + "tc filter add dev %s parent 1: protocol ip u32 match ip dst %s/32 flowid %s\n"
                        .formatted(DEVICE, address, id);
    }

    private static String netem(Shape shape) {
        String netem = "netem limit 100000 delay " + micros(shape.delay()) + " " + micros(shape.jitter());
        return shape.reordering() > 0
                ? netem + String.format(Locale.ROOT, " reorder %.2f%%", shape.reordering() * 100)
                : netem;
    }

    private static String micros(Duration duration) {
        return duration.toNanos() / 1000 + "us";
    }
}
