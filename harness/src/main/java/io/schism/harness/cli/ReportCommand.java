package io.schism.harness.cli;

import io.schism.harness.run.RunResult;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = "Judge a run's folder again and write its reports anew.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, such as runs/latest.")
    Path run = Path.of("runs/latest");

    @Override
    public Integer call() {
        RunResult result = RunResult.judge(run);
        System.out.print(Summary.of(result, true));
        return 0;
    }
}
