package io.schism.harness.backend.docker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sites of this process, closed when it ends by a signal. */
final class OpenSites {
    private static final Set<DockerSite> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Set.copyOf(OPEN).forEach(DockerSite::close), "docker-sites"));
    }

    private OpenSites() {}

    static void add(DockerSite site) {
        OPEN.add(site);
    }

    static void remove(DockerSite site) {
        OPEN.remove(site);
    }
}
