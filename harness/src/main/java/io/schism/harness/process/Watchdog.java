package io.schism.harness.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the children of a harness that ends without ending them. A shell reads their ids from a pipe; the kernel closes
 * the pipe when the harness is gone, and the shell then kills each id that still carries the harness's mark.
 */
final class Watchdog {
    private static final String SCRIPT =
            """
            trap '' INT TERM HUP
            pids=
            while read -r pid; do pids="$pids $pid"; done
            for pid in $pids; do
              if grep -aq -e "schism.owner=$0" -e "SCHISM_OWNER=$0" "/proc/$pid/cmdline" "/proc/$pid/environ" 2>/dev/null
              then
                kill -KILL "$pid"
              fi
            done
            """;

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Set<Process> CHILDREN = ConcurrentHashMap.newKeySet();

    /** To the shell; there is one as long as there are children. */
    private static @Nullable OutputStream pipe;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> CHILDREN.forEach(Watchdog::end), "end-children"));
    }

    private Watchdog() {}

    static synchronized void guard(Process child) {
        CHILDREN.add(child);
        tell(child.pid());
        child.onExit().thenRun(() -> release(child));
    }

    private static synchronized void release(Process child) {
        CHILDREN.remove(child);
        if (CHILDREN.isEmpty() && pipe != null) {
            try {
                pipe.close();
            } catch (IOException e) {
                // The shell is gone already, as it should be.
                LOG.debug("the watchdog ended early", e);
            }
            pipe = null;
        }
    }

    /** With whatever it has started: a wrapper that is gone takes nobody with it. */
    private static void end(Process child) {
        List<ProcessHandle> started = child.descendants().toList();
        child.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    private static void tell(long pid) {
        try {
            if (pipe == null) {
                pipe = new ProcessBuilder(
                                "sh", "-c", SCRIPT, ProcessStamp.current().toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .getOutputStream();
            }
            pipe.write((pid + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException e) {
            // Without a watchdog the child still carries its mark, and Leftovers finds it.
            pipe = null;
        }
    }
}
