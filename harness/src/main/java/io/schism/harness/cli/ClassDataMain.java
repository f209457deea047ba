package io.schism.harness.cli;

import java.nio.file.Path;

/**
 * Runs the commands that people wait for, in one process, so that the build can archive the classes that they load.
 * Its argument is a file to write, a small history.
 */
public final class ClassDataMain {
    private ClassDataMain() {}

    public static void main(String[] args) {
        String file = Path.of(args[0]).toString();
        Main.execute("list");
        for (String[] kind : new String[][] {{"reg", "cas-register"}, {"fifo-queue", "fifo-queue"}}) {
            Main.execute("generate", kind[0], "--calls", "500", "--stale", "-o", file);
            Main.execute("check", file, "--model", kind[1]);
        }
    }
}
