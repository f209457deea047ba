package io.schism.harness.scenario;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Topology;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Members that only the moment tells: {@code primary}, {@code minority}, {@code one of voters}.
 *
 * @param share how many of the group, chosen by the step's seed
 */
public record Who(Share share, Group group) {
    /** The members that are chosen among. */
    public enum Group {
        NODES,
        VOTERS,
        CONTROLLERS,
        /** The node that says it is primary, under the highest epoch; the last one that did, while none does. */
        PRIMARY,
        /** Every node but the primary. */
        REPLICAS,
        ZK_LEADER,
        /** Every voter but the leader. */
        ZK_FOLLOWERS,
        CONTROLLER_LEADER;

        /** How many there are. */
        int size(Topology topology) {
            return switch (this) {
                case NODES -> topology.members(Member.Kind.SERVICE).size();
                case VOTERS -> topology.members(Member.Kind.ZOOKEEPER).size();
                case CONTROLLERS -> topology.members(Member.Kind.CONTROLLER).size();
                case REPLICAS -> topology.members(Member.Kind.SERVICE).size() - 1;
                case ZK_FOLLOWERS -> topology.members(Member.Kind.ZOOKEEPER).size() - 1;
                case PRIMARY -> 1;
                case ZK_LEADER ->
                    Math.min(1, topology.members(Member.Kind.ZOOKEEPER).size());
                case CONTROLLER_LEADER ->
                    Math.min(1, topology.members(Member.Kind.CONTROLLER).size());
            };
        }
    }

    /** How many of them. */
    public enum Share {
        ONE,
        /** The most that are less than half. */
        MINORITY,
        /** The most that are less than a third. */
        MINORITY_THIRD,
        /** The fewest that are more than half. */
        MAJORITY,
        ALL,
        /** At random, from one to all. */
        ANY;

        /** How many of so many; of {@code ANY} the most. */
        public int of(int size) {
            return switch (this) {
                case ONE -> Math.min(1, size);
                case MINORITY -> Math.max(0, (size - 1) / 2);
                case MINORITY_THIRD -> Math.max(0, (size - 1) / 3);
                case MAJORITY -> Math.min(size, size / 2 + 1);
                case ALL, ANY -> size;
            };
        }
    }

    private static final List<Group> ALONE = List.of(Group.PRIMARY, Group.ZK_LEADER, Group.CONTROLLER_LEADER);

    /** What a word stands for; empty where it is none. */
    static Optional<Who> parse(String text) {
        Optional<Group> group = constant(Group.values(), text);
        if (group.isPresent()) {
            return group.map(g -> new Who(Share.ALL, g));
        }
        String[] words = text.split(" of ", 2);
        Optional<Share> share = constant(Share.values(), words[0]);
        Optional<Group> among =
                words.length == 1 ? Optional.of(Group.NODES) : constant(Group.values(), words[1].strip());
        return share.flatMap(s -> among.filter(g -> !ALONE.contains(g)).map(g -> new Who(s, g)));
    }

    /** The same where the text names neither region nor member: names go first. */
    public static Optional<Who> of(String text, Topology topology) {
        return isName(text, topology) ? Optional.empty() : parse(text);
    }

    static boolean isName(String text, Topology topology) {
        return topology.regions().stream().anyMatch(r -> r.name().equals(text))
                || topology.members().stream().map(Member::name).anyMatch(text::equals);
    }

    /** How many it hits; of {@code any} the most. */
    int most(Topology topology) {
        return share.of(group.size(topology));
    }

    /** The words there are. */
    static String words() {
        return words(Group.values()) + ", and " + words(Share.values())
                + " [of nodes, voters, controllers, replicas, zk-followers]";
    }

    private static String words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Who::word).collect(Collectors.joining(", "));
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] constants, String text) {
        return Arrays.stream(constants).filter(c -> word(c).equals(text)).findFirst();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
