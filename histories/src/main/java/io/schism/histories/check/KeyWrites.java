package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writes to one key that may have happened, in order of invocation, and when they made a value old. */
final class KeyWrites {
    /** Instead of a staleness: nobody can have written the value by then. */
    static final long INVENTED = -1;

    static final KeyWrites NONE = new KeyWrites();

    private static final long NEVER = Long.MAX_VALUE;

    private final List<Call> writes = new ArrayList<>();
    private final Map<@Nullable Object, List<Call>> byValue = new HashMap<>();

    /** For each write, the first completion among the acknowledged ones from it on; made when first asked for. */
    private long @Nullable [] firstCompletionFrom;

    void add(Call write) {
        writes.add(write);
        byValue.computeIfAbsent(Keyed.value(write.invocation()), value -> new ArrayList<>())
                .add(write);
    }

    /** For how many nanoseconds the value of an ok read had certainly been overwritten when it was invoked; or {@link #INVENTED}. */
    long staleness(Call read) {
        Operation answer = read.completion().orElseThrow();
        Object value = Keyed.value(answer);
        long least = value == null ? since(overwritten(Long.MIN_VALUE), read) : INVENTED;
        for (Call write : byValue.getOrDefault(value, List.of())) {
            if (write.invocation().index() < answer.index()) {
                long here = since(write.isOk() ? overwritten(completed(write)) : NEVER, read);
                least = least == INVENTED ? here : Math.min(least, here);
            }
        }
        return least;
    }

    private static long since(long overwritten, Call read) {
        return Math.max(0, overwritten == NEVER ? 0 : read.invocation().time() - overwritten);
    }

    private static long completed(Call write) {
        return write.completion().orElseThrow().time();
    }

    /** The first completion of an acknowledged write that was invoked after that time. */
    private long overwritten(long time) {
        long[] first = firstCompletions();
        int low = 0;
        int high = first.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (writes.get(middle).invocation().time() > time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return first[low];
    }

    private long[] firstCompletions() {
        if (firstCompletionFrom == null) {
            long[] first = new long[writes.size() + 1];
            first[writes.size()] = NEVER;
            for (int write = writes.size() - 1; write >= 0; write--) {
                Call call = writes.get(write);
                first[write] = call.isOk() ? Math.min(first[write + 1], completed(call)) : first[write + 1];
            }
            firstCompletionFrom = first;
        }
        return firstCompletionFrom;
    }
}
