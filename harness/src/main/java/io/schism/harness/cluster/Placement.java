package io.schism.harness.cluster;

import io.schism.harness.yaml.Durations;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who stands where, and by which addresses each reaches the others.
 *
 * @param scale multiplies every time of the topology and every time-out
 */
public record Placement(Site site, Topology topology, double scale) {
    /** Where a member listens, as it sees itself: {@code host:port}. */
    public String listen(Member member, Port port) {
        return text(site.listen(member.name(), port));
    }

    /** Where one member reaches another, by a way that a cut breaks: {@code host:port}. */
    public String route(Member from, Member to, Port port) {
        return text(site.route(from.name(), to.name(), port));
    }

    /** The voters as a member reaches them, those of its own region first. */
    public List<String> zooKeepers(Member member) {
        List<Member> voters = new ArrayList<>(topology.members(Member.Kind.ZOOKEEPER));
        voters.sort((a, b) ->
                Boolean.compare(!a.region().equals(member.region()), !b.region().equals(member.region())));
        return voters.stream().map(v -> route(member, v, Port.ZK_CLIENT)).toList();
    }

    /** A duration, multiplied as all are. */
    public Duration scaled(Duration duration) {
        return Durations.scale(duration, scale);
    }

    static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
