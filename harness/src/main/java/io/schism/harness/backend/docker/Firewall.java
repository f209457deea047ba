package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import io.schism.harness.cluster.Shape;
import io.schism.harness.process.ProcessStamp;
import io.schism.histories.error.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The cuts of one run: an nft table of the bridge family named after the run, in which a set of address pairs decides
 * what is dropped, and rules for the pairs
 * that lose packets. It sees what containers send each other, and nothing between the host and a container.
 */
final class Firewall implements AutoCloseable {
    /** Shares are told in so many parts. */
    static final int PARTS = 10_000;

    private static final String PREFIX = "schism_";
    /** An empty chain that tells whose the table is: a table has no labels, and older versions of nft no comments. */
    private static final Pattern OWNER_CHAIN = Pattern.compile("chain owner_(\\d+)_(\\d+) ");

    private static final Pattern TABLE = Pattern.compile("table bridge (" + PREFIX + "\\S+)");

    private final DockerClient client;
    private final SideContainer side;
    private final String runId;
    private final String table;
    private final ProcessStamp owner;
    private final Collection<String> macAddresses;

    private Firewall(
            DockerClient client,
            SideContainer side,
            String runId,
            ProcessStamp owner,
            Collection<String> macAddresses) {
        this.client = client;
        this.side = side;
        this.runId = runId;
        this.table = PREFIX + runId;
        this.owner = owner;
        this.macAddresses = macAddresses;
    }

    /** A directed pair of addresses. */
    record Path(String from, String to) implements Comparable<Path> {
        @Override
        public int compareTo(Path other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return from + " . " + to;
        }
    }

    /**
     * Starts the side container and makes the table, with nothing cut.
     *
     * @param macAddresses of the members, who shall not speak IPv6 past the cuts
     */
    static Firewall open(DockerClient client, ProcessStamp owner, String runId, Collection<String> macAddresses) {
        SideContainer side = startSide(client, owner, runId, "side");
        Firewall firewall = new Firewall(client, side, runId, owner, macAddresses);
        try {
            firewall.apply(Set.of(), Map.of());
        } catch (IllegalStateException e) {
            firewall.close();
            throw UserError.environment(
                    String.valueOf(e.getMessage()),
                    "the docker backend needs a kernel with nf_tables for bridges, and a Docker Engine that is not"
                            + " rootless; use --backend loopback",
                    e);
        }
        return firewall;
    }

    /**
     * Makes exactly these paths cut, and gives these their losses, in one transaction, whatever was there before.
     */
    void apply(Set<Path> cut, Map<Path, Shape> shapes) {
        change(side, script(cut, shapes));
    }

    private static void change(SideContainer side, String script) {
        require(side.nft(script));
    }

    private static String require(SideContainer.Answer answer) {
        if (answer.exit() != 0) {
            throw new IllegalStateException("the bridge firewall cannot be changed: " + answer.text());
        }
        return answer.text();
    }

    private String script(Set<Path> cut, Map<Path, Shape> shapes) {
        String elements = cut.isEmpty()
                ? ""
                : "  elements = { "
                        + new TreeSet<>(cut).stream().map(Path::toString).collect(Collectors.joining(",\n   "))
                        + " }\n";
        return """
                add table bridge %1$s
                delete table bridge %1$s
                table bridge %1$s {
                 set cut {
                  type ipv4_addr . ipv4_addr
                %2$s }
                 chain owner_%3$d_%4$d {
                 }
                 chain forward {
                  type filter hook forward priority 0; policy accept;
                  ether type ip6 ether saddr { %5$s } drop
                  ip saddr . ip daddr @cut counter drop
                %6$s }
                }
                """
                .formatted(table, elements, owner.pid(), owner.start(), String.join(", ", macAddresses), rules(shapes));
    }

    private static String rules(Map<Path, Shape> shapes) {
        StringBuilder rules = new StringBuilder();
        new TreeMap<>(shapes).forEach((path, shape) -> {
            String match = "  ip saddr " + path.from() + " ip daddr " + path.to();
            if (shape.loss() > 0) {
                rules.append(match).append(" numgen random mod ").append(PARTS).append(" < ");
                rules.append(parts(shape.loss())).append(" counter drop\n");
            }
        });
        return rules.toString();
    }

    /** How many of {@link #PARTS} a share is. */
    static long parts(double share) {
        return Math.round(share * PARTS);
    }

    private static SideContainer startSide(DockerClient client, ProcessStamp owner, String runId, String suffix) {
        return SideContainer.start(
                client, SideImage.findOrBuild(client), "schism-" + runId + "-" + suffix, Labels.of(runId, owner));
    }

    /** Removes the table and the side container. */
    @Override
    public void close() {
        try (side) {
            change(side, deletion());
        } catch (IllegalStateException e) {
            // The side container was taken away, or its rights were: another one does it.
            try (SideContainer another = startSide(client, owner, runId, "closing")) {
                change(another, deletion());
            }
        }
    }

    private String deletion() {
        return "add table bridge " + table + "\ndelete table bridge " + table;
    }

    /** Removes the tables whose owner is gone; a line for each. */
    static List<String> clean(DockerClient client, ProcessStamp cleaner) {
        return tables(
                client,
                cleaner,
                owner -> !owner.isAlive(),
                (side, table) -> change(side, "add table " + table + "\ndelete table " + table));
    }

    /** The tables of these owners, a line for each. */
    static List<String> tables(DockerClient client, ProcessStamp asker, Predicate<ProcessStamp> owners) {
        return tables(client, asker, owners, (side, table) -> {});
    }

    private static List<String> tables(
            DockerClient client,
            ProcessStamp asker,
            Predicate<ProcessStamp> owners,
            BiConsumer<SideContainer, String> action) {
        if (SideImage.nft().isEmpty()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        try (SideContainer side = startSide(client, asker, "clean-" + asker, "side")) {
            Matcher tables = TABLE.matcher(require(side.run(SideImage.NFT + " list tables bridge")));
            while (tables.find()) {
                String table = "bridge " + tables.group(1);
                // One that has gone meanwhile has no owner any more.
                String listing =
                        side.run(SideImage.NFT + " list table " + table).text();
                if (owner(listing).filter(owners).isPresent()) {
                    action.accept(side, table);
                    found.add("nft table " + table);
                }
            }
        }
        return found;
    }

    private static Optional<ProcessStamp> owner(String listing) {
        Matcher chain = OWNER_CHAIN.matcher(listing);
        return chain.find() ? ProcessStamp.parse(chain.group(1) + "-" + chain.group(2)) : Optional.empty();
    }
}
