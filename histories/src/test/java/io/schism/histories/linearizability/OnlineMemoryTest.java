package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.Operation;
import io.schism.histories.history.Operation.Type;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of a history that goes on is bound by what its future depends on. */
class OnlineMemoryTest {
    private static final int PROCESSES = 10;
    private static final int BETWEEN_LOOKS = 500;

    /** Clients of one register, each with an operation that takes effect between its invocation and its completion. */
    private static final class Clients {
        private final Random random = new Random(7);
        private final OnlineLinearizability online;
        private final @Nullable Operation[] open = new Operation[PROCESSES];
        private final boolean[] done = new boolean[PROCESSES];
        private final @Nullable Object[] seen = new Object[PROCESSES];
        private final long[] process = new long[PROCESSES];
        private @Nullable Object value;
        private long lines;
        private long written;

        Clients(OnlineLinearizability online) {
            this.online = online;
            for (int client = 0; client < PROCESSES; client++) {
                process[client] = client;
            }
        }

        void next(double crashes) {
            int client = random.nextInt(PROCESSES);
            Operation invocation = open[client];
            if (invocation == null) {
                boolean writes = random.nextBoolean();
                open[client] = add(client, Type.INVOKE, writes ? "write" : "read", writes ? written++ : null);
                done[client] = false;
            } else if (random.nextDouble() < crashes) {
                add(client, Type.INFO, invocation.f(), invocation.value());
                process[client] += PROCESSES;
                open[client] = null;
            } else if (!done[client]) {
                value = invocation.f().equals("write") ? invocation.value() : value;
                seen[client] = value;
                done[client] = true;
            } else {
                add(
                        client,
                        Type.OK,
                        invocation.f(),
                        invocation.f().equals("write") ? invocation.value() : seen[client]);
                open[client] = null;
            }
        }

        private Operation add(int client, Type type, String f, @Nullable Object carried) {
            Operation line = new Operation(lines, lines, process[client], type, f, carried, Map.of());
            lines++;
            online.add(line);
            return line;
        }
    }

    private static long mostRetained(int lines, double crashes) {
        OnlineLinearizability online =
                Linearizability.of(Models.named("register")).keyed(false).online();
        Clients clients = new Clients(online);
        long most = 0;
        while (clients.lines < lines) {
            long until = clients.lines + BETWEEN_LOOKS;
            while (clients.lines < until) {
                clients.next(crashes);
            }
            assertThat(online.look()).isEqualTo(Validity.VALID);
            most = Math.max(most, online.retained());
        }
        return most;
    }

    @Test
    void of_a_million_operations_on_one_register_some_hundred_calls_and_configurations_are_kept_at_any_time() {
        assertThat(mostRetained(1_000_000, 0)).isLessThan(1_000);
    }

    @Test
    void of_an_indeterminate_write_no_more_is_kept_than_that_it_may_take_effect() {
        assertThat(mostRetained(100_000, 0.001)).isLessThan(1_000);
    }
}
