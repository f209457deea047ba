package io.schism.harness.backend.docker;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every address of a site, settled before anything runs: in the network, on the host, and through the gateways. */
final class Addresses {
    private static final String HOST = "127.0.0.1";
    private static final int FIRST_RELAY = 20_001;
    private static final int FIRST_MEMBER = 2;

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<Inside, Integer> published = new LinkedHashMap<>();
    private final Map<Relayed, Published> relays = new LinkedHashMap<>();
    private final Subnet subnet;

    private record Inside(String member, int port) {}

    private record Relayed(String gateway, String target, Port port) {}

    private record Published(int inside, int host) {}

    Addresses(Collection<Member> all, Subnet subnet, HostPorts ports) {
        this.subnet = subnet;
        for (Member member : all) {
            if (members.put(member.name(), member) != null) {
                throw new IllegalArgumentException("two members are called " + member.name());
            }
            for (Port port : reachable(member.kind())) {
                published.put(new Inside(member.name(), member.number(port)), ports.take());
            }
        }
        for (Member gateway : all) {
            if (gateway.kind() == Member.Kind.CLIENTS) {
                relay(gateway, ports);
            }
        }
    }

    private void relay(Member gateway, HostPorts ports) {
        int inside = FIRST_RELAY;
        for (Member target : members.values()) {
            for (Port port : served(target.kind())) {
                relays.put(new Relayed(gateway.name(), target.name(), port), new Published(inside, ports.take()));
                inside++;
            }
        }
    }

    private static Set<Port> served(Member.Kind kind) {
        return switch (kind) {
            case ZOOKEEPER -> EnumSet.of(Port.ZK_CLIENT);
            case CONTROLLER, SERVICE -> EnumSet.of(Port.HTTP);
            case CLIENTS -> EnumSet.noneOf(Port.class);
        };
    }

    private static Set<Port> reachable(Member.Kind kind) {
        Set<Port> ports = EnumSet.of(Port.PROBE);
        ports.addAll(served(kind));
        return ports;
    }

    Member member(String name) {
        Member member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException("no member is called " + name);
        }
        return member;
    }

    List<Member> gateways() {
        return members.values().stream()
                .filter(member -> member.kind() == Member.Kind.CLIENTS)
                .toList();
    }

    String ip(String member) {
        return subnet.text(last(member));
    }

    String mac(String member) {
        return subnet.mac(last(member));
    }

    /** The last number of its address. */
    private int last(String member) {
        return FIRST_MEMBER
                + List.copyOf(members.keySet()).indexOf(member(member).name());
    }

    List<String> macs() {
        return members.keySet().stream().map(this::mac).toList();
    }

    /** Where others in the network reach it. */
    InetSocketAddress inside(String member, Port port) {
        return new InetSocketAddress(ip(member), member(member).number(port));
    }

    /** Where the host reaches it. */
    InetSocketAddress onHost(String member, Port port) {
        Integer host = published.get(new Inside(member, member(member).number(port)));
        if (host == null) {
            throw new IllegalArgumentException(member + " does not publish " + port);
        }
        return new InetSocketAddress(HOST, host);
    }

    /** Where the host reaches a member by way of a gateway. */
    InetSocketAddress through(String gateway, String target, Port port) {
        Published relay =
                relays.get(new Relayed(member(gateway).name(), member(target).name(), port));
        if (relay == null) {
            throw new IllegalArgumentException(gateway + " does not relay to " + port + " of " + target);
        }
        return new InetSocketAddress(HOST, relay.host());
    }

    /** Port inside to port on the host, of everything that a member publishes. */
    Map<Integer, Integer> published(String member) {
        Map<Integer, Integer> ports = new LinkedHashMap<>();
        published.forEach((inside, host) -> {
            if (inside.member().equals(member)) {
                ports.put(inside.port(), host);
            }
        });
        relays.forEach((relayed, relay) -> {
            if (relayed.gateway().equals(member)) {
                ports.put(relay.inside(), relay.host());
            }
        });
        return ports;
    }

    /** The {@code relay.properties} of a gateway. */
    String relayProperties(String gateway) {
        List<String> lines = new ArrayList<>();
        lines.add("probe = 0.0.0.0:" + Port.PROBE.number());
        relays.forEach((relayed, relay) -> {
            if (relayed.gateway().equals(gateway)) {
                lines.add("relay." + relay.inside() + " = " + ip(relayed.target()) + ":"
                        + member(relayed.target()).number(relayed.port()));
            }
        });
        return String.join("\n", lines) + "\n";
    }

    /** Names to addresses, so that nobody asks a name server beyond the network. */
    String[] hosts() {
        return members.keySet().stream().map(name -> name + ":" + ip(name)).toArray(String[]::new);
    }
}
