package io.schism.harness.client;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A query that a node is asked again and again, over connections that are kept. A node that refuses, answers with an error or
 * stays silent has not answered. Thread-safe.
 */
final class SqlQuestion {
    /** What a driver hands its time-outs to; kept for the life of the process. */
    private static final ExecutorService TIMERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "sql-timer");
        thread.setDaemon(true);
        return thread;
    });

    private final JdbcAccess access;
    private final String sql;
    private final PooledLinks<Connection> links = new PooledLinks<>();
    private volatile @Nullable Driver driver;

    SqlQuestion(JdbcAccess access, String sql) {
        this.access = access;
        this.sql = sql;
    }

    /** Makes something of the rows, from before the first. */
    interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    <T> Optional<T> ask(InetSocketAddress node, Duration limit, Reading<T> reading) {
        String place = place(node);
        Connection connection;
        try {
            connection = links.take(place, key -> access.connect(driver(), key, node, limit));
        } catch (SQLException e) {
            return Optional.empty();
        }
        try {
            connection.setNetworkTimeout(TIMERS, (int) limit.toMillis());
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                T answer = reading.of(rows);
                links.keep(place, connection);
                return Optional.of(answer);
            }
        } catch (SQLException e) {
            links.discard(connection);
            return Optional.empty();
        }
    }

    /** Lets go of the connections to a node. */
    void release(InetSocketAddress node) {
        links.release(place(node));
    }

    private static String place(InetSocketAddress node) {
        return node.getHostString() + ":" + node.getPort();
    }

    /** Looked up when it is first needed: a scenario can be read without it. */
    private Driver driver() {
        Driver known = driver;
        if (known == null) {
            known = access.driver();
            driver = known;
        }
        return known;
    }
}
