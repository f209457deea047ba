package io.schism.harness.client;

import io.schism.histories.error.UserError;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * How a database is reached.
 *
 * @param url with {@code {host}}, {@code {port}} and {@code {node}}
 * @param properties who logs in
 * @param jar of the driver; null for those that are there
 */
record JdbcAccess(String url, Map<String, String> properties, @Nullable Path jar) {
    /**
     * The driver that takes the URL.
     *
     * @throws UserError where there is none
     */
    Driver driver() {
        String sample = filled("node", InetSocketAddress.createUnresolved("127.0.0.1", 1));
        for (Driver driver : ServiceLoader.load(Driver.class, loader())) {
            try {
                if (driver.acceptsURL(sample)) {
                    return driver;
                }
            } catch (SQLException e) {
                // Not this one.
                continue;
            }
        }
        throw UserError.environment(
                "no driver of JDBC takes " + url, "name its jar: `driver: lib/DRIVER.jar` under `jdbc`");
    }

    private ClassLoader loader() {
        ClassLoader own = JdbcAccess.class.getClassLoader();
        if (jar == null) {
            return own;
        }
        if (!Files.isRegularFile(jar)) {
            throw UserError.environment(
                    "no such jar: " + jar, "name the jar of the driver, from the folder of the file");
        }
        try {
            return new URLClassLoader(new URL[] {jar.toUri().toURL()}, own);
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a path is always a URL", e);
        }
    }

    /** Opens a connection; drivers count the time to connect in seconds, so that it is one at least. */
    Connection connect(Driver driver, String node, InetSocketAddress address, Duration limit) throws SQLException {
        Properties login = new Properties();
        login.putAll(properties);
        String seconds = Integer.toString((int) Math.max(1, limit.toSeconds()));
        login.setProperty("connectTimeout", seconds);
        login.setProperty("loginTimeout", seconds);
        Connection connection = driver.connect(filled(node, address), login);
        if (connection == null) {
            throw new SQLException("the driver does not take " + url);
        }
        return connection;
    }

    private String filled(String node, InetSocketAddress address) {
        return Template.fill(
                url,
                Map.of(
                        "node", node,
                        "host", address.getHostString(),
                        "port", Integer.toString(address.getPort())));
    }
}
