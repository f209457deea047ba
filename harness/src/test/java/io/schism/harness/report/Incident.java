package io.schism.harness.report;

import static io.schism.harness.report.Lines.attributes;
import static io.schism.harness.report.Lines.k;
import static io.schism.harness.report.Lines.map;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The flagship's variant A as a made-up run of 110 s: E is cut off from 20 to 63 s, W1 is promoted at 29 s, E1 goes on
 * serving E's clients until the heal.
 */
public final class Incident {
    static final double CUT = 20.06;
    static final double PROMOTED = 29.4;
    static final double HEALED = 63.1;

    private final Lines lines = new Lines();
    private final Random random = new Random(42);
    private long process;
    private long position = 1;

    private Incident() {}

    public static History history() {
        Incident incident = new Incident();
        incident.topology();
        incident.nemesis();
        incident.observers();
        incident.clients("E", 27);
        incident.clients("C", 25);
        incident.clients("W", 25);
        incident.ends();
        return incident.lines.history();
    }

    private void topology() {
        lines.observer(
                0,
                "topology",
                null,
                map(
                        "regions", Map.of("E", List.of("E1", "E2"), "C", List.of("C1"), "W", List.of("W1", "W2")),
                        "zookeepers", Map.of("E", List.of("zk-E"), "C", List.of("zk-C"), "W", List.of("zk-W"))));
    }

    private void nemesis() {
        List<Object> pairs = new ArrayList<>();
        for (String east : List.of("E1", "E2", "zk-E", "clients-E")) {
            for (String other : List.of("C1", "W1", "W2", "zk-C", "zk-W", "clients-W", "clients-C")) {
                pairs.add(List.of(east, other));
                pairs.add(List.of(other, east));
            }
        }
        lines.nemesis(0, "phase", k("before"));
        lines.nemesis(20, "phase", k("during"));
        lines.nemesis(63, "phase", k("after"));
        lines.nemesis(101, "phase", k("final"));
        lines.nemesis(20, "cut", map("id", 1L, "state", k("pending"), "pairs", pairs));
        lines.nemesis(CUT, "cut", map("id", 1L, "state", k("in-force"), "pairs", pairs));
        lines.nemesis(HEALED, "cut", map("id", 1L, "state", k("healed"), "pairs", pairs));
    }

    private void observers() {
        for (double t = 0.1; t < 108; t += 0.1) {
            String eastSession = t < 23.2 ? "connected" : t < 27.1 ? "suspended" : t < 64 ? "lost" : "connected";
            role(t, "E1", t < 64.3 ? "primary" : "out", t < 64.3 ? 1 : 2, eastSession);
            role(t, "E2", t < 64.6 ? "replica" : "out", t < 64.6 ? 1 : 2, eastSession);
            for (String node : List.of("C1", "W1", "W2")) {
                boolean primary = node.equals("W1") && t >= PROMOTED;
                role(t, node, primary ? "primary" : "replica", t >= PROMOTED ? 2 : 1, "connected");
            }
            mode(t, "zk-E", t < 22.4 ? "leader" : t < 63.8 ? "not-serving" : t < 64.6 ? "looking" : "follower");
            mode(t, "zk-C", t < 22 ? "follower" : t < 24.2 ? "looking" : "leader");
            mode(t, "zk-W", t < 22 ? "follower" : t < 24.4 ? "looking" : "follower");
        }
        lines.observer(107.9, "quiescence", null, map("reached", true, "waited", 1_200_000_000L));
    }

    private void role(double t, String node, String role, long epoch, String session) {
        lines.observer(t, "role", node, map("role", k(role), "epoch", epoch, "session", k(session)));
    }

    private void mode(double t, String node, String mode) {
        lines.observer(t, "zk-mode", node, k(mode));
    }

    private void clients(String region, int perSecond) {
        for (double t = 0.5 + random.nextDouble() / perSecond; t < 105; t += 1.0 / perSecond) {
            boolean inEast = region.equals("E");
            boolean cut = t > CUT && t < HEALED;
            boolean west = t > HEALED + 1.4 || (!inEast && t > PROMOTED + 0.3);
            long own = process++;
            long key = 1000 + own;
            String op = own + "-1";
            Map<String, Object> asked = attributes("op", op, "region", region, "class", k("insert"));
            lines.client(t, own, Operation.Type.INVOKE, "write", List.of(key, own), asked);
            Map<String, Object> answered = new LinkedHashMap<>(asked);
            Operation.Type type = Operation.Type.OK;
            double took = 0.004 + random.nextDouble() * (inEast ? 0.01 : 0.12);
            if (!inEast && cut && t < PROMOTED + 0.3) {
                type = t < CUT + 5 ? Operation.Type.INFO : Operation.Type.FAIL;
                answered.put("error", t < CUT + 5 ? "timeout" : "not-primary");
                took = t < CUT + 5 ? 1 : 0.05;
            } else if (inEast && t > HEALED && t < HEALED + 1.4) {
                type = Operation.Type.FAIL;
                answered.put("error", "not-primary");
            } else {
                answered.put("node", west ? "W1" : "E1");
                answered.put("epoch", west ? 2L : 1L);
                answered.put("pos", position++);
            }
            lines.client(t + took, own, type, "write", List.of(key, own), answered);
        }
    }

    private void ends() {
        for (String node : List.of("E1", "E2", "C1", "W1", "W2")) {
            boolean east = node.startsWith("E");
            lines.observer(
                    109,
                    "final-state",
                    node,
                    map(
                            "role",
                            k(east ? "out" : node.equals("W1") ? "primary" : "replica"),
                            "epoch",
                            2L,
                            "member",
                            !east,
                            "pos",
                            east ? 2_890L : 6_120L,
                            "refusals",
                            0L,
                            "given-up",
                            0L,
                            "log",
                            List.of(),
                            "side",
                            List.of()));
        }
    }

    static List<Verdict> verdicts(History history) {
        List<Call> east = history.calls(
                        c -> c.isOk() && c.completionOrNull().text("node").equals("E1"))
                .toList();
        List<Call> west = history.calls(
                        c -> c.isOk() && c.completionOrNull().text("node").equals("W1"))
                .toList();
        Operation first = west.get(0).completionOrNull();
        Call last = east.get(east.size() - 1);
        List<Call> lost =
                east.stream().filter(c -> c.invocation().time() > first.time()).toList();
        List<Evidence> gone = lost.stream()
                .limit(5)
                .map(c -> Evidence.of(
                        "write " + c.invocation().value()
                                + " was acknowledged by E1 under epoch 1 and is in no surviving primary's log",
                        List.of(c.invocation().index(), c.completionOrNull().index())))
                .toList();
        List<Verdict> verdicts = new ArrayList<>(twoPrimaries(first, last, lost.size()));
        verdicts.add(new Verdict(
                "LOST",
                Validity.INVALID,
                lost.size() + " acknowledged writes are in no surviving primary's log",
                ordered("lost", (long) lost.size(), "stranded", 3L, "rpo-ms", 9_340L),
                gone));
        verdicts.addAll(others());
        return verdicts;
    }

    private static List<Verdict> twoPrimaries(Operation first, Call last, long acknowledged) {
        return List.of(
                new Verdict(
                        "LIN",
                        Validity.INVALID,
                        "key 1043 read as absent after its write was acknowledged",
                        Map.of("keys", 2_211L, "engine", "native-register"),
                        List.of(Evidence.of(
                                "a read of key 1043 by W1 misses a write that E1 had acknowledged before it began",
                                List.of(
                                        first.index(),
                                        last.invocation().index(),
                                        last.completionOrNull().index())))),
                new Verdict(
                        "DUAL",
                        Validity.INVALID,
                        "E1 acknowledged under epoch 1 for 33.3 s after W1 had acknowledged under epoch 2",
                        ordered(
                                "dual-primary-ms",
                                33_300L,
                                "claimed-overlap-ms",
                                34_900L,
                                "stale-acks",
                                acknowledged,
                                "nodes",
                                List.of("E1", "W1"),
                                "epochs",
                                List.of(1L, 2L),
                                "from-ns",
                                first.time(),
                                "to-ns",
                                last.invocation().time(),
                                "windows",
                                List.of(ordered("nodes", List.of("E1", "W1"), "acks", acknowledged))),
                        List.of(new Evidence(
                                "W1 acknowledged under epoch 2; E1 was asked after that and acknowledged under epoch 1",
                                List.of(
                                        first.index(),
                                        last.invocation().index(),
                                        last.completionOrNull().index()),
                                Map.of()))));
    }

    private static List<Verdict> others() {
        return List.of(
                new Verdict(
                        "DIV",
                        Validity.INVALID,
                        "the logs of E1 and W1 part after position 1,541",
                        ordered(
                                "fork-acked",
                                4_559L,
                                "fork-acked-by-node",
                                ordered("E1", 1_158L, "W1", 3_401L),
                                "fork-unacked-by-node",
                                ordered("E1", 3L, "W1", 0L),
                                "residual",
                                0L),
                        List.of()),
                new Verdict(
                        "GAP",
                        Validity.VALID,
                        "no limit was set",
                        ordered(
                                "gap-ms",
                                ordered(
                                        "C",
                                        ordered("insert", 9_640.0, "read", 9_100.0),
                                        "E",
                                        ordered("insert", 1_400.0),
                                        "W",
                                        ordered("insert", 9_610.0)),
                                "longest-gap-ms",
                                ordered("C", 9_640.0, "E", 1_400.0, "W", 9_610.0),
                                "recovery-ms",
                                ordered("C", 11_020.0, "W", 10_980.0)),
                        List.of()),
                new Verdict(
                        "FAULT",
                        Validity.VALID,
                        "the cut was in force from 20.06 s to 63.10 s on 56 pairs",
                        Map.of(),
                        List.of()));
    }

    static Map<String, Object> ordered(Object... pairs) {
        return attributes(pairs);
    }

    static ReportInput input(Path folder) {
        History history = history();
        List<Verdict> verdicts = verdicts(history);
        return new ReportInput(
                scenario("A"),
                setting(),
                history,
                verdicts,
                Verdict.together(verdicts),
                new ReportInput.Expectation(
                        ReportInput.Outcome.MET,
                        "invalid: DUAL, LOST, DIV and LIN must fire; dual primary between 24 and 40 s",
                        List.of()),
                List.of(
                        new ReportInput.Comparison("partition", "43 s", "43.04 s"),
                        new ReportInput.Comparison(
                                "stranded in East",
                                "954 writes (one busy cluster, window not stated)",
                                "1,158 entries on E1"),
                        new ReportInput.Comparison("West only", "21 to 40 min of writes", "3,401 entries on W1"),
                        new ReportInput.Comparison("dual primary", "unpublished", "33.3 s")),
                List.of(
                        "Round trips between regions: the loopback backend adds no latency.",
                        "TCP's own back-off after a long cut."),
                List.of(),
                folder);
    }

    static ReportInput.Scenario scenario(String variant) {
        Map<String, String> policy = new LinkedHashMap<>();
        Stream.of(
                        "replication: asynchronous",
                        "when suspended: keep serving",
                        "fencing: none",
                        "promotion: any region",
                        "rejoin: manual")
                .map(s -> s.split(": "))
                .forEach(s -> policy.put(s[0], s[1]));
        return new ReportInput.Scenario(
                "github-2018",
                "GitHub, 2018-10-21: 43 seconds that took a day",
                variant,
                "Replacing optics cuts the East hub from the primary East data centre. The controllers in West and East's public cloud hold a quorum and promote West; East's applications go on writing to East.",
                "https://github.blog/news-insights/company-news/oct21-post-incident-analysis/",
                policy);
    }

    static ReportInput.Setting setting() {
        Map<String, List<String>> regions = new LinkedHashMap<>();
        regions.put("E", List.of("E1", "E2"));
        regions.put("C", List.of("C1"));
        regions.put("W", List.of("W1", "W2"));
        return new ReportInput.Setting(
                7,
                1,
                "loopback",
                "./schism run github-2018 --variant A --backend loopback --seed 7",
                "3542e6c",
                Map.of("ZooKeeper", "3.9.4"),
                "2 cores, Linux",
                "2026-11-22 17:00 UTC",
                regions);
    }
}
