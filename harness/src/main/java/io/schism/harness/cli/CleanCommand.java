package io.schism.harness.cli;

import io.schism.harness.backend.Backends;
import io.schism.histories.error.UserError;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "clean",
        description = "Remove what killed runs left on this machine: processes, containers, networks, firewall tables.",
        mixinStandardHelpOptions = true)
final class CleanCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        int removed = 0;
        for (String name : Backends.names()) {
            try {
                List<String> lines = Backends.named(name).clean();
                lines.forEach(System.out::println);
                removed += lines.size();
            } catch (UserError e) {
                System.out.println(name + ": not looked at: " + Main.oneLine(String.valueOf(e.getMessage())));
            }
        }
        System.out.println(removed == 0 ? "nothing was left behind" : removed + " removed");
        return 0;
    }
}
