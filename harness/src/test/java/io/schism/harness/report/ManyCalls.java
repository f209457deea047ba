package io.schism.harness.report;

import static io.schism.harness.report.Lines.k;
import static io.schism.harness.report.Lines.map;

import io.schism.harness.report.ReportInput.Expectation;
import io.schism.harness.report.ReportInput.Outcome;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Operation.Type;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A made-up run of any number of calls: 40 clients in three regions on 500 keys, a cut in the middle, a few calls refused
 * and a few in doubt, times with all their nanoseconds.
 */
final class ManyCalls {
    static final int CLIENTS = 40;
    private static final long ROUND = 4_000_000;

    private ManyCalls() {}

    static ReportInput input(Path folder, int calls) {
        Verdict verdict = new Verdict("DUAL", Validity.VALID, "one primary at any time", Map.of(), List.of());
        return new ReportInput(
                Incident.scenario("D"),
                Incident.setting(),
                history(calls),
                List.of(verdict),
                Validity.VALID,
                new Expectation(Outcome.MET, "valid", List.of()),
                List.of(),
                List.of(),
                List.of(),
                folder);
    }

    static History history(int calls) {
        int rounds = (calls + CLIENTS - 1) / CLIENTS;
        int last = calls - (rounds - 1) * CLIENTS;
        int lines = calls * 2 + 2;
        return History.of(new AbstractList<>() {
            @Override
            public int size() {
                return lines;
            }

            @Override
            public Operation get(int index) {
                if (index < 2) {
                    return index == 0 ? role() : fault();
                }
                int place = index - 2;
                int round = Math.min(place / (2 * CLIENTS), Math.max(rounds - 1, 0));
                int clients = round == rounds - 1 ? last : CLIENTS;
                int within = place - round * 2 * CLIENTS;
                return call(index, round, within % clients, within >= clients);
            }
        });
    }

    private static Operation role() {
        return new Operation(
                0,
                1_000,
                Operation.OBSERVER,
                Type.INFO,
                "role",
                map("role", k("primary"), "epoch", 1L),
                Map.of("node", "E1"));
    }

    private static Operation fault() {
        return new Operation(
                1,
                2_000,
                Operation.NEMESIS,
                Type.INFO,
                "cut",
                map("id", 1L, "state", k("in-force"), "nodes", List.of("E1")),
                Map.of());
    }

    private static Operation call(int index, int round, int client, boolean done) {
        long turn = (long) round * CLIENTS + client;
        // Mixed, so that nothing is easier to compress than in a run.
        long mixed = (turn * 0x9E3779B97F4A7C15L) >>> 33;
        // After a call in doubt the client is another process.
        long process = client + (long) CLIENTS * (round / 500);
        boolean doubt = round % 500 == 499;
        boolean refused = mixed % 211 == 0;
        long key = mixed % 500;
        String f = mixed % 10 < 5 ? "read" : mixed % 10 < 8 ? "write" : "cas";
        long time = 10_000 + round * ROUND + (done ? ROUND / 2 : 0) + client * 40_000L + mixed % 30_000;
        Object asked = f.equals("read") ? null : f.equals("write") ? (Object) turn : List.of(turn / 3, turn);
        Object value = done && f.equals("read") && !doubt && !refused ? (Object) (turn - 7) : asked;
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("op", process + "-" + round % 500);
        attributes.put("region", client % 3 == 0 ? "E" : client % 3 == 1 ? "C" : "W");
        attributes.put("class", k(f));
        if (done && !doubt && !refused) {
            attributes.put("node", "E" + (1 + client % 2));
            attributes.put("epoch", 1L + round / 9_000);
            attributes.put("pos", turn / 2);
        } else if (done) {
            attributes.put("error", doubt ? "timeout" : "refused");
        }
        Type type = !done ? Type.INVOKE : doubt ? Type.INFO : refused ? Type.FAIL : Type.OK;
        return new Operation(index, time, process, type, f, pair(key, value), attributes);
    }

    private static List<Object> pair(long key, Object value) {
        return java.util.Arrays.asList(key, value);
    }
}
