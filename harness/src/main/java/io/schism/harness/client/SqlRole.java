package io.schism.harness.client;

import io.schism.harness.status.NodeStatus;
import java.net.InetSocketAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for a role by a query: a primary answers true in the first column of its first row. */
final class SqlRole implements RoleQuestion {
    private final SqlQuestion question;
    private final @Nullable String epoch;

    /** @param epoch the column that tells the epoch; null where none does */
    SqlRole(SqlQuestion question, @Nullable String epoch) {
        this.question = question;
        this.epoch = epoch;
    }

    @Override
    public Optional<NodeStatus> ask(InetSocketAddress node, Duration limit) {
        return question.ask(node, limit, this::status);
    }

    private NodeStatus status(ResultSet rows) throws SQLException {
        boolean primary = rows.next() && rows.getBoolean(1);
        return NodeStatus.of(primary ? "primary" : "replica", primary && epoch != null ? rows.getLong(epoch) : 0);
    }

    @Override
    public boolean tellsEpochs() {
        return epoch != null;
    }

    @Override
    public void release(InetSocketAddress node) {
        question.release(node);
    }
}
