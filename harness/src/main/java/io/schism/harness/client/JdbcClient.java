package io.schism.harness.client;

import io.schism.harness.client.JdbcKind.JdbcForm;
import io.schism.histories.error.UserError;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import io.schism.workloads.time.Pause;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Speaks SQL, a transaction each statement. An error that the database itself answers is fail; where a connection breaks or
 * stays silent, and where the database says that it is going down, the statement is indeterminate.
 */
final class JdbcClient implements Client {
    private static final Duration TO_PREPARE = Duration.ofSeconds(15);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final String NO_ROW = "no row changed";

    private final JdbcForm form;
    private final ClientPlace place;
    private final Driver driver;
    private final PooledLinks<Connection> links = new PooledLinks<>();
    /** What a driver hands its time-outs to. */
    private final ExecutorService timers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "jdbc-timer");
        thread.setDaemon(true);
        return thread;
    });

    JdbcClient(JdbcForm form, ClientPlace place) {
        this.form = form;
        this.place = place;
        this.driver = form.access().driver();
    }

    /** {@inheritDoc} Tried for a while: who is primary may not be known yet. */
    @Override
    public void prepare() {
        for (String statement : form.setup()) {
            AtomicReference<String> failed = new AtomicReference<>("");
            if (!Pause.until(() -> execute(statement, failed), TO_PREPARE, BETWEEN)) {
                throw UserError.environment("`setup` failed: " + failed.get(), "mend it: " + statement);
            }
        }
    }

    private boolean execute(String sql, AtomicReference<String> failed) {
        String node = place.asked().next();
        try (Connection connection = connect(node);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            failed.set(node + " answered " + line(e));
            return false;
        }
    }

    @Override
    public Outcome perform(String op, Request request) {
        Template template = request instanceof Request.Read
                ? form.read()
                : request instanceof Request.Write ? form.write() : form.cas();
        if (template == null) {
            return new Outcome.Fail("the client has no `cas`");
        }
        String node = place.asked().next();
        Connection connection;
        try {
            connection = links.take(node, this::connect);
        } catch (SQLException e) {
            return isRefused(e) ? new Outcome.Fail("refused") : new Outcome.Indeterminate("no connection: " + line(e));
        }
        try (Statement statement = connection.createStatement()) {
            Outcome outcome = send(statement, template.fill(op, request, "NULL"), node, request);
            links.keep(node, connection);
            return outcome;
        } catch (SQLException e) {
            links.discard(connection);
            return isAnswer(e) ? new Outcome.Fail(line(e)) : new Outcome.Indeterminate(line(e));
        }
    }

    /** A write or cas may return rows too, to tell its epoch: where it returns none, it has changed none. */
    private Outcome send(Statement statement, String sql, String node, Request request) throws SQLException {
        boolean read = request instanceof Request.Read;
        if (!statement.execute(sql)) {
            if (read) {
                throw new SQLException("`read` returns no rows: " + sql);
            }
            return statement.getUpdateCount() > 0 ? ok(null, node, Outcome.Ok.UNTOLD) : new Outcome.Fail(NO_ROW);
        }
        try (ResultSet rows = statement.getResultSet()) {
            if (!rows.next()) {
                return read ? ok(null, node, Outcome.Ok.UNTOLD) : new Outcome.Fail(NO_ROW);
            }
            return ok(read ? number(rows, 1) : null, node, epoch(rows));
        }
    }

    private long epoch(ResultSet rows) throws SQLException {
        Long told = form.epoch() == null ? null : number(rows, rows.findColumn(form.epoch()));
        return told == null ? Outcome.Ok.UNTOLD : told;
    }

    private static @Nullable Long number(ResultSet rows, int column) throws SQLException {
        long number = rows.getLong(column);
        return rows.wasNull() ? null : (Long) number;
    }

    private static Outcome ok(@Nullable Long value, String node, long epoch) {
        return new Outcome.Ok(value, node, epoch, Outcome.Ok.UNTOLD);
    }

    private Connection connect(String node) throws SQLException {
        Connection connection = form.access()
                .connect(driver, node, place.address(node), place.timeouts().connect());
        connection.setNetworkTimeout(timers, (int) place.timeouts().response().toMillis());
        return connection;
    }

    private static boolean isRefused(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return String.valueOf(cause.getMessage())
                        .toLowerCase(Locale.ROOT)
                        .contains("refused");
            }
        }
        return false;
    }

    /**
     * Whether the database has answered that the statement did not happen. Not so: class 08 (the connection broke), 57P (it is
     * going down), 58 and XX (it broke itself), or no class at all.
     */
    private static boolean isAnswer(SQLException e) {
        String state = e.getSQLState();
        return state != null
                && !state.startsWith("08")
                && !state.startsWith("57P")
                && !state.startsWith("58")
                && !state.startsWith("XX")
                && !state.startsWith("HY");
    }

    private static String line(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " (" + e.getSQLState() + ")";
    }

    @Override
    public Duration patience() {
        return place.patience();
    }

    @Override
    public void close() {
        links.close();
        timers.shutdownNow();
        place.close();
    }
}
