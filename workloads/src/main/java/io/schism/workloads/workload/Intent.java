package io.schism.workloads.workload;

import java.util.List;

/**
 * What a client means to do, chosen from the seed alone. What only the moment can know (the value that a compare-and-set
 * expects, the row that was inserted last) is filled in when it is invoked.
 */
public sealed interface Intent {
    record Read(long key) implements Intent {}

    /** Reads the row inserted {@code back} rows ago by clients of the same region, acknowledged or not. */
    record ReadRecent(int back) implements Intent {}

    /** Writes to a key never used before; the row's key is its value. */
    record Insert(long row) implements Intent {}

    record Write(long key, long value) implements Intent {}

    /** Expects the last value that this process saw under the key, absence where it saw none. */
    record Cas(long key, long value) implements Intent {}

    /** A compare-and-set that knows what it replaces; a blind one would hardly ever match. */
    static List<Intent> readThenCas(long key, long value) {
        return List.of(new Read(key), new Cas(key, value));
    }
}
