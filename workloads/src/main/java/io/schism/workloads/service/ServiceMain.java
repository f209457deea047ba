package io.schism.workloads.service;

import io.schism.histories.error.UserError;
import io.schism.workloads.agent.ProbeAgent;
import io.schism.workloads.coordination.Addresses;
import io.schism.workloads.coordination.Json;
import io.schism.workloads.coordination.Shutdown;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one node: {@code ServiceMain node.json}; ends on SIGTERM. */
public final class ServiceMain {
    private static final Logger log = LoggerFactory.getLogger(ServiceMain.class);

    private ServiceMain() {}

    public static void main(String[] args) {
        Shutdown.run(args, ServiceMain::start);
    }

    private static void start(Path file, Shutdown shutdown) {
        NodeConfig config = Json.configuration(file, NodeConfig.class);
        if (config.probe() != null) {
            shutdown.closes(ProbeAgent.start(Addresses.resolve(Addresses.parse(config.probe()))));
        }
        shutdown.closes(ServiceNode.start(config, ServiceMain::diskFailed));
    }

    /** A disk that failed once may have dropped what it was told to keep: nothing may be built on it. */
    private static void diskFailed(IOException e) {
        log.error("the disk failed, the node ends", e);
        Runtime.getRuntime().halt(UserError.Kind.ENVIRONMENT.exitCode());
    }
}
