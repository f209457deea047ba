package io.schism.workloads.agent;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The gateway that a region's clients call through: {@code RelayMain relay.properties}.
 *
 * <p>{@code relay.properties} names {@code probe} (host:port, optional) and any number of
 * {@code relay.LISTENPORT = host:port}, each a target that connections to that port are carried to.
 */
public final class RelayMain {
    private static final String PREFIX = "relay.";

    private RelayMain() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: RelayMain relay.properties");
        }
        AgentConfig config = AgentConfig.read(Path.of(args[0]));
        config.startProbe();
        try (Relay relay = new Relay()) {
            for (String key : config.values().stringPropertyNames()) {
                if (key.startsWith(PREFIX)) {
                    relay.listen(
                            AgentConfig.address("0.0.0.0:" + key.substring(PREFIX.length())),
                            AgentConfig.address(config.text(key).orElse("")));
                }
            }
            relay.run();
        }
    }
}
