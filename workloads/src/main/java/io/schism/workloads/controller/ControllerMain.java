package io.schism.workloads.controller;

import io.schism.workloads.agent.ProbeAgent;
import io.schism.workloads.coordination.Addresses;
import io.schism.workloads.coordination.Json;
import io.schism.workloads.coordination.Shutdown;
import java.nio.file.Path;

/** Runs one controller: {@code ControllerMain controller.json}; ends on SIGTERM. */
public final class ControllerMain {
    private ControllerMain() {}

    public static void main(String[] args) {
        Shutdown.run(args, ControllerMain::start);
    }

    private static void start(Path file, Shutdown shutdown) {
        ControllerConfig config = Json.configuration(file, ControllerConfig.class);
        if (config.probe() != null) {
            shutdown.closes(ProbeAgent.start(Addresses.resolve(Addresses.parse(config.probe()))));
        }
        shutdown.closes(Controller.start(config));
    }
}
