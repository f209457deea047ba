package io.schism.workloads.agent;

import java.nio.file.Path;

/** Changes a folder of data from a process of its own: {@code DataFolderMain DATA KEPT KIND SEED}. */
public final class DataFolderMain {
    private DataFolderMain() {}

    public static void main(String[] args) {
        if (args.length != 4) {
            throw new IllegalArgumentException("usage: DataFolderMain DATA KEPT KIND SEED");
        }
        DataChange change = new DataChange(DataChange.Kind.valueOf(args[2]), Long.parseLong(args[3]));
        System.out.println(new DataFolder(Path.of(args[0]), Path.of(args[1])).make(change));
    }
}
