package io.schism.harness.cli;

import io.schism.harness.run.RunFolder;
import io.schism.harness.serve.RunsServer;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description =
                "A page over the runs, and a live page of the one that goes on. For this machine alone unless --bind says"
                        + " otherwise.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--port", description = "Where to listen; 0 for any port that is free.", defaultValue = "8018")
    int port = 8018;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "The address to listen on. Whoever reaches another than a loopback address can read every run.",
            defaultValue = "127.0.0.1")
    String bind = "127.0.0.1";

    @Option(names = "--runs", description = "Where runs are kept; else SCHISM_RUNS, else ./runs.")
    String runs = "";

    @Override
    public Integer call() throws InterruptedException {
        try (RunsServer server = RunsServer.open(RunFolder.runs(runs), bind, port)) {
            System.out.println("Runs: " + server.address() + "   Ctrl-C ends");
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
