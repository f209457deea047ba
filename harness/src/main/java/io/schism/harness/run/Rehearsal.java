package io.schism.harness.run;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.Variant;
import io.schism.harness.service.UserService;
import io.schism.histories.error.UserError;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import io.schism.workloads.client.Timeouts;
import io.schism.workloads.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** One operation of each kind from each region, before anything is broken: shows whether a scenario can run at all. */
public final class Rehearsal {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration TO_SUCCEED = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    /** No hot key: nothing else is done here. */
    private static final long KEY = 900_000_000_001L;

    private final Variant variant;
    private final Consumer<String> tell;
    private long value = KEY;

    private Rehearsal(Variant variant, Consumer<String> tell) {
        this.variant = variant;
        this.tell = tell;
    }

    /**
     * Starts the cluster of a variant, tells what it sees, and ends it.
     *
     * @param folder where members keep their files and logs
     * @throws UserError where the cluster does not serve, or an operation does not succeed
     */
    public static void of(Variant variant, Backend backend, Path folder, Consumer<String> tell) {
        new Rehearsal(variant, tell).run(backend, folder);
    }

    private void run(Backend backend, Path folder) {
        List<Member> members = variant.topology().members();
        Site site = backend.open(
                String.valueOf(folder.getFileName()),
                folder,
                members,
                variant.topology().roundTrips());
        try (Cluster cluster = new Cluster(site, variant.topology(), variant.service(), 1, 1)) {
            long start = System.nanoTime();
            cluster.start(START);
            tell.accept(
                    String.format(Locale.ROOT, "every node is ready after %.1f s", (System.nanoTime() - start) / 1e9));
            roles(cluster);
            List<String> failed = new ArrayList<>();
            try (Clients clients =
                    Clients.open(cluster, Timeouts.BASE, folder.resolve("nodes"), (place, claim) -> {})) {
                clients.byRegion().forEach((region, client) -> failed.addAll(operations(region, client)));
            }
            bypasses(site.network().bypasses());
            if (!failed.isEmpty()) {
                throw UserError.environment(
                        String.join("; ", failed),
                        "see `client` in the file, and the logs in " + folder.resolve("nodes"));
            }
        }
    }

    private void roles(Cluster cluster) {
        if (!cluster.service().tellsRoles()) {
            tell.accept("nodes are not asked for their role: the service has no `role`");
            return;
        }
        for (Member node : cluster.topology().members(Member.Kind.SERVICE)) {
            tell.accept(cluster.status(node.name())
                    .map(status -> node.name() + " is " + status.role()
                            + (status.epoch() > 0 ? " of epoch " + status.epoch() : ""))
                    .orElse(node.name() + " does not answer when asked for its role"));
        }
    }

    /** What did not succeed. */
    private List<String> operations(String region, Client client) {
        long first = ++value;
        List<Request> requests =
                new ArrayList<>(List.of(new Request.Write(first, first), new Request.Read(first, true)));
        if (!(variant.service() instanceof UserService user) || user.client().comparesAndSets()) {
            requests.add(new Request.Cas(first, first, ++value));
            requests.add(new Request.Read(first, true));
        }
        List<String> failed = new ArrayList<>();
        for (Request request : requests) {
            Outcome outcome = attempt(region, client, request);
            String line = "clients-" + region + ": " + request.f() + " " + request.value() + ": " + words(outcome);
            tell.accept(line);
            if (!(outcome instanceof Outcome.Ok)) {
                failed.add(line);
            }
        }
        return failed;
    }

    /** Until it succeeds: right after the start a service may not know its primary yet. */
    private Outcome attempt(String region, Client client, Request request) {
        List<Outcome> outcomes = new ArrayList<>();
        Pause.until(
                () -> {
                    outcomes.add(client.perform("doctor-" + region + "-" + outcomes.size(), request));
                    return outcomes.get(outcomes.size() - 1) instanceof Outcome.Ok;
                },
                TO_SUCCEED,
                BETWEEN);
        return outcomes.get(outcomes.size() - 1);
    }

    private static String words(Outcome outcome) {
        if (outcome instanceof Outcome.Ok ok) {
            return "ok"
                    + (ok.value() == null ? "" : ", " + ok.value())
                    + ", from " + ok.node()
                    + (ok.epoch() == Outcome.Ok.UNTOLD ? "" : ", epoch " + ok.epoch());
        }
        return outcome instanceof Outcome.Fail fail
                ? "fail, " + fail.reason()
                : "indeterminate, " + ((Outcome.Indeterminate) outcome).reason();
    }

    private void bypasses(Set<Pair> pairs) {
        pairs.stream()
                .map(pair -> "warning: " + pair + " is connected past the harness: no cut reaches it; use {peers}")
                .forEach(tell);
    }
}
