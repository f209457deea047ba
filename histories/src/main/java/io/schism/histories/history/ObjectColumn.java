package io.schism.histories.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Objects in the order in which they were added, in blocks, so that growing copies nothing but the first one. */
final class ObjectColumn {
    private static final int SHIFT = 10;
    private static final int BLOCK = 1 << SHIFT;
    private static final int MASK = BLOCK - 1;

    private @Nullable Object[][] blocks = {new Object[8]};
    private int size;

    int size() {
        return size;
    }

    void add(@Nullable Object object) {
        int block = size >>> SHIFT;
        int place = size & MASK;
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * block);
        }
        if (block > 0 && place == 0) {
            blocks[block] = new Object[BLOCK];
        } else if (place == blocks[block].length) {
            blocks[block] = Arrays.copyOf(blocks[block], 2 * place);
        }
        blocks[block][place] = object;
        size++;
    }

    @Nullable
    Object get(int place) {
        return blocks[place >>> SHIFT][place & MASK];
    }

    void set(int place, @Nullable Object object) {
        blocks[place >>> SHIFT][place & MASK] = object;
    }
}
