package io.schism.histories.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The entries in branches, counted: acknowledged or not to a client, or the mere start of an epoch. */
final class Forks {
    private final Writes writes;
    private final Set<Entry> entries = new HashSet<>();
    private final Map<String, Long> ackedByNode = new TreeMap<>();
    private final Map<String, Long> unackedByNode = new TreeMap<>();

    private Forks(Writes writes) {
        this.writes = writes;
    }

    static Forks of(FinalState reference, List<Branch> branches, Writes writes) {
        Forks forks = new Forks(writes);
        int parting = reference.log().size();
        for (Branch branch : branches) {
            forks.add(branch.node().node(), branch.entries());
            parting = branch.inLog().isEmpty() ? parting : Math.min(parting, branch.common());
        }
        List<Entry> own =
                new ArrayList<>(reference.log().subList(parting, reference.log().size()));
        forks.add(reference.node(), own);
        return forks;
    }

    private void add(String node, Collection<Entry> branch) {
        entries.addAll(branch);
        ackedByNode.put(node, branch.stream().filter(writes::isAcknowledged).count());
        unackedByNode.put(node, branch.stream().filter(this::isUnacked).count());
    }

    private boolean isUnacked(Entry entry) {
        return !entry.isEpochStart() && !writes.isAcknowledged(entry);
    }

    long acked() {
        return entries.stream().filter(writes::isAcknowledged).count();
    }

    Map<String, Long> ackedByNode() {
        return ackedByNode;
    }

    void put(Map<String, @Nullable Object> figures) {
        figures.put("fork-acked", acked());
        figures.put("fork-unacked", entries.stream().filter(this::isUnacked).count());
        figures.put(
                "fork-epoch-starts",
                entries.stream().filter(Entry::isEpochStart).count());
        figures.put("fork-acked-by-node", ackedByNode);
        figures.put("fork-unacked-by-node", unackedByNode);
    }
}
