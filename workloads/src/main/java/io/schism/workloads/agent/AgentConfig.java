package io.schism.workloads.agent;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** A properties file of this package; JSON would need a library that zookeeper.jar does not carry. */
record AgentConfig(Properties values) {
    static AgentConfig read(Path file) {
        Properties values = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            values.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return new AgentConfig(values);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.getProperty(key)).map(String::trim).filter(value -> !value.isEmpty());
    }

    /** Starts the agent that {@code probe = host:port} asks for, if it does. */
    Optional<ProbeAgent> startProbe() {
        return text("probe").map(AgentConfig::address).map(ProbeAgent::start);
    }

    /** {@code host:port}. */
    static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("not host:port: " + text);
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
