package io.schism.histories.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** The kinds of history that a polynomial engine decides, and the sizes at which its time is taken. */
record BenchGrowth(String name, String kind, List<String> sizes) {
    private static final double MOST = 1.15;
    private static final List<String> UP_TO_A_MILLION = List.of("10000", "100000", "1000000");

    /** Sets are read whole: the sizes are smaller, and counted in elements. */
    static final List<BenchGrowth> ALL = List.of(
            of("rw"),
            of("unordered-queue"),
            of("fifo-queue"),
            of("mutex"),
            of("owned-mutex"),
            of("unique-ids"),
            of("counter"),
            new BenchGrowth("growth set", "set", List.of("1000", "3000", "10000")));

    private static BenchGrowth of(String kind) {
        return new BenchGrowth("growth " + kind, kind, UP_TO_A_MILLION);
    }

    Properties run(long seed) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(kind, String.valueOf(seed)));
        arguments.addAll(sizes);
        BenchProcess process = BenchProcess.java(
                List.of("-Xmx4g", "-XX:ActiveProcessorCount=1"), GrowthMain.class, arguments.toArray(String[]::new));
        Properties figures = process.figures();
        if (!process.succeeded()) {
            figures.setProperty("stopped", process.failure());
        }
        return figures;
    }

    void addTo(BenchTable table, Properties figures) {
        List<String> seconds = new ArrayList<>();
        for (String size : sizes) {
            String taken = figures.getProperty("seconds." + size);
            if (taken != null) {
                seconds.add(String.format(Locale.ROOT, "%,d: %.4f", Integer.valueOf(size), Double.valueOf(taken)));
            }
        }
        String exponent = figures.getProperty("exponent");
        boolean whole = exponent != null && !figures.containsKey("stopped");
        String stopped = figures.getProperty("stopped", "");
        table.add(
                name,
                figures.getProperty("engine", "-"),
                String.join(" · ", seconds) + (stopped.isEmpty() ? "" : "; " + stopped),
                exponent == null ? "-" : String.format(Locale.ROOT, "%.2f", Double.valueOf(exponent)),
                whole && Double.parseDouble(exponent) <= MOST ? "below " + MOST : "below " + MOST + ": MISSED");
    }
}
