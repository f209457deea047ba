package io.schism.harness.service;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Placement;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Topology;
import io.schism.harness.yaml.Durations;
import io.schism.harness.yaml.YamlValue;
import io.schism.histories.error.UserError;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands in braces in the command and the environment of a node: its own address, and those by which it reaches the
 * others so that cuts reach it.
 */
final class Placeholders {
    private static final Pattern FORM =
            Pattern.compile("\\{([a-z]+)(?:\\.([A-Za-z][A-Za-z0-9-]*)(?:\\.(host|port))?)?}");
    /** A time of the scenario, which {@code --scale} multiplies. */
    private static final Pattern TIME = Pattern.compile("\\{(millis|seconds):([^{}]*)}|\\{scale}");

    private static final List<String> PLAIN =
            List.of("node", "region", "host", "port", "listen", "peers", "primary", "zookeeper", "socks", "data");
    private static final List<String> NAMED = List.of("peer", "listen");
    private static final String KNOWN = "known are {" + String.join("}, {", PLAIN)
            + "}, {peer.NAME}, {peer.NAME.host}, {peer.NAME.port}, {listen.NAME}, {millis:3s}, {seconds:3s}, {scale}";

    private Placeholders() {}

    /** Sees that every placeholder of a text means something. */
    static void check(YamlValue value, String text, Topology topology) {
        Matcher time = TIME.matcher(text);
        while (time.find()) {
            if (time.group(2) != null && Durations.parse(time.group(2)).isEmpty()) {
                throw value.wrong(
                        "has a placeholder without a time: " + time.group(), "write {millis:3s} or {seconds:250ms}");
            }
        }
        Matcher matcher = FORM.matcher(TIME.matcher(text).replaceAll(""));
        while (matcher.find()) {
            String name = matcher.group(1);
            String node = matcher.group(2);
            if (node == null ? !PLAIN.contains(name) : !NAMED.contains(name)) {
                throw value.wrong("has a placeholder that means nothing: " + matcher.group(), KNOWN);
            }
            if (node != null
                    && topology.members(Member.Kind.SERVICE).stream()
                            .noneMatch(m -> m.name().equals(node))) {
                throw value.wrong("names no node: " + matcher.group(), "name a node of `regions`");
            }
            if (name.equals("primary") && topology.primary().isEmpty()) {
                throw value.wrong("says {primary}, and the scenario names none", "add `primary: NODE` to the scenario");
            }
            if (name.equals("zookeeper")
                    && topology.members(Member.Kind.ZOOKEEPER).isEmpty()) {
                throw value.wrong("says {zookeeper}, and there is none", "add `zookeeper: ensemble` to the service");
            }
        }
    }

    /** The text for one node; {@code {data}} is left to the site. */
    static String fill(String text, Placement placement, Member member) {
        return FORM.matcher(times(text, placement.scale()))
                .replaceAll(found -> Matcher.quoteReplacement(
                        value(found.group(), found.group(1), found.group(2), found.group(3), placement, member)));
    }

    /** Whether it says something that a scale changes. */
    static boolean scales(String text) {
        return TIME.matcher(text).find();
    }

    private static String times(String text, double scale) {
        return TIME.matcher(text).replaceAll(found -> {
            if (found.group(1) == null) {
                return plain(scale);
            }
            double millis = Durations.parse(found.group(2)).orElseThrow().toNanos() / 1e6 * scale;
            return found.group(1).equals("millis") ? Long.toString(Math.round(millis)) : plain(millis / 1e3);
        });
    }

    /** Without an exponent, which few programs read. */
    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static String value(
            String whole,
            String name,
            @Nullable String other,
            @Nullable String part,
            Placement placement,
            Member member) {
        if (other != null) {
            Member peer = placement.topology().member(other);
            boolean own = name.equals("listen") || peer.equals(member);
            InetSocketAddress address = own
                    ? placement.site().listen(other, Port.HTTP)
                    : placement.site().route(member.name(), other, Port.HTTP);
            return part(address, part);
        }
        InetSocketAddress own = placement.site().listen(member.name(), Port.HTTP);
        return switch (name) {
            case "node" -> member.name();
            case "region" -> member.region();
            case "host" -> own.getHostString();
            case "port" -> Integer.toString(own.getPort());
            case "listen" -> placement.listen(member, Port.HTTP);
            case "primary" -> placement.topology().primary();
            case "zookeeper" -> String.join(",", placement.zooKeepers(member));
            case "peers" -> peers(placement, member);
            case "socks" -> socks(placement, member);
            default -> whole;
        };
    }

    private static String part(InetSocketAddress address, @Nullable String part) {
        if (part == null) {
            return address.getHostString() + ":" + address.getPort();
        }
        return part.equals("host") ? address.getHostString() : Integer.toString(address.getPort());
    }

    private static String peers(Placement placement, Member member) {
        return placement.topology().members(Member.Kind.SERVICE).stream()
                .filter(other -> !other.equals(member))
                .map(other -> other.name() + "=" + placement.route(member, other, Port.HTTP))
                .collect(Collectors.joining(","));
    }

    private static String socks(Placement placement, Member member) {
        Optional<InetSocketAddress> proxy = placement.site().socks(member.name());
        return proxy.map(address -> part(address, null))
                .orElseThrow(() -> UserError.environment(
                        "the service uses {socks}, which only loopback has",
                        "use {peers} alone: on docker a cut reaches every connection"));
    }
}
