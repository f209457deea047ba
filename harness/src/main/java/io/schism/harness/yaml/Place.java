package io.schism.harness.yaml;

import io.schism.histories.error.UserError;
import java.nio.file.Path;

/** Where a value stands in a file, for those who find out later that it cannot be done. Lines and columns count from 1. */
public record Place(Path file, int line, int column) {
    public UserError wrong(String problem, String remedy) {
        return UserError.input(file, line, column, problem, remedy);
    }
}
