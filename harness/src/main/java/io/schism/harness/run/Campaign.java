package io.schism.harness.run;

import io.schism.harness.cluster.Backend;
import io.schism.histories.error.UserError;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The same scenario with one seed after another: what each came to, and what all of them left behind. */
public final class Campaign {
    /**
     * What one run came to.
     *
     * @param word {@code valid}, {@code invalid}, {@code unknown}, or {@code failed} where the harness could not do it
     * @param why the reason of whatever is not valid
     * @param foundBy the checkers that found a violation
     * @param violation milliseconds from the start of the load until the outcomes that prove LIN violated were known, for
     *     a run that was stopped by them
     * @param folder empty for a run that failed before it had one
     */
    public record Outcome(
            long seed,
            String word,
            String why,
            List<String> foundBy,
            OptionalLong violation,
            Duration took,
            String folder) {}

    private final LongFunction<RunRequest> requests;
    private final int jobs;

    /** @param jobs how many runs at a time */
    public Campaign(LongFunction<RunRequest> requests, int jobs) {
        this.requests = requests;
        this.jobs = jobs;
    }

    /** Runs each seed once, in order, and tells each outcome as it comes. */
    public CampaignResult execute(long firstSeed, int count, Consumer<Outcome> heard) {
        Backend backend = requests.apply(firstSeed).backend();
        // What it takes to ask, such as connections to Docker, stays open and is no run's.
        backend.traces();
        Residue before = Residue.now(backend::traces);
        List<Outcome> outcomes = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(jobs, task -> new Thread(task, "campaign"));
        try {
            List<Future<Outcome>> runs = LongStream.range(firstSeed, firstSeed + count)
                    .mapToObj(seed -> workers.submit(() -> {
                        Outcome outcome = run(requests.apply(seed));
                        heard.accept(outcome);
                        return outcome;
                    }))
                    .toList();
            for (Future<Outcome> run : runs) {
                outcomes.add(run.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run broke the campaign: " + e.getCause(), e);
        } finally {
            workers.shutdownNow();
        }
        return new CampaignResult(outcomes, Residue.since(before));
    }

    private static Outcome run(RunRequest request) {
        long start = System.nanoTime();
        try {
            RunResult result = new Run(request, Progress.SILENT).execute();
            return outcome(request, result, Duration.ofNanos(System.nanoTime() - start));
        } catch (UserError | IllegalStateException e) {
            return new Outcome(
                    request.seed(),
                    "failed",
                    String.valueOf(e.getMessage()),
                    List.of(),
                    OptionalLong.empty(),
                    Duration.ofNanos(System.nanoTime() - start),
                    "");
        }
    }

    private static Outcome outcome(RunRequest request, RunResult result, Duration took) {
        List<Verdict> bad = result.verdicts().stream()
                .filter(v -> v.validity() == result.validity() && v.validity() != Validity.VALID)
                .toList();
        Path name = result.folder().getFileName();
        return new Outcome(
                request.seed(),
                result.validity().word(),
                bad.stream().map(v -> v.checker() + ": " + v.reason()).collect(Collectors.joining("; ")),
                result.verdicts().stream()
                        .filter(v -> v.validity() == Validity.INVALID)
                        .map(Verdict::checker)
                        .toList(),
                violation(result),
                took,
                name == null ? "" : name.toString());
    }

    private static OptionalLong violation(RunResult result) {
        long loadStart = result.history().nemesis().stream()
                .filter(line -> line.f().equals("phase"))
                .mapToLong(Operation::time)
                .findFirst()
                .orElse(0);
        return Stop.of(result.history()).stream()
                .mapToLong(stop -> (stop.proven() - loadStart) / 1_000_000)
                .findFirst();
    }
}
