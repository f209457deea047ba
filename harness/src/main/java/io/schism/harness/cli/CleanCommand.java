package io.schism.harness.cli;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Backend;
import io.schism.histories.error.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "clean",
        description = "Remove what killed runs left on this machine: processes, containers, networks, firewall tables.",
        mixinStandardHelpOptions = true)
final class CleanCommand implements Callable<Integer> {
    @Option(
            names = "--cache",
            description =
                    "Also what the next run makes again: the node jars and images of every build, but for those in use.")
    private boolean cache;

    @Override
    public Integer call() {
        int removed = 0;
        for (String name : Backends.names()) {
            try {
                List<String> lines = clean(Backends.named(name));
                lines.forEach(System.out::println);
                removed += lines.size();
            } catch (UserError e) {
                System.out.println(name + ": not looked at: " + Main.oneLine(String.valueOf(e.getMessage())));
            }
        }
        System.out.println(removed == 0 ? "nothing was left behind" : removed + " removed");
        return 0;
    }

    private List<String> clean(Backend backend) {
        List<String> lines = new ArrayList<>(backend.clean());
        if (cache) {
            lines.addAll(backend.cleanCache());
        }
        return lines;
    }
}
