package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One member's own network, and those who stand in it to change it: a side container from the first change on, and a line that
 * delays, where the kernel has none, from the first delay on or from when one was prepared for, until the member ends. Thread-safe.
 */
final class MemberNamespace implements AutoCloseable {
    private final DockerClient client;
    private final String container;
    private final String image;
    private final Map<String, String> labels;
    private Namespace wanted = Namespace.untouched(Delayer.ofThisMachine());

    /** What it was changed to last, as a whole; empty where a change failed half-way. */
    private Optional<Namespace> applied = Optional.of(wanted);

    private @Nullable SideContainer side;
    private @Nullable TapLine line;
    private boolean ended;

    /**
     * @param container the member's
     * @param image of the members
     */
    MemberNamespace(DockerClient client, String container, String image, Map<String, String> labels) {
        this.client = client;
        this.container = container;
        this.image = image;
        this.labels = labels;
    }

    /** Opens what takes longest to open. */
    synchronized void prepareDelays() {
        if (wanted.delayer() == Delayer.TAP) {
            line(open());
        }
    }

    /** At once, or once the member runs again. */
    synchronized void become(UnaryOperator<Namespace> change) {
        wanted = change.apply(wanted);
        if (!ended && !applied.equals(Optional.of(wanted))) {
            apply();
        }
    }

    private void apply() {
        boolean mayBeQueued = applied.map(Namespace::isQueued).orElse(true);
        applied = Optional.empty();
        SideContainer open = open();
        if (line != null || !wanted.onTap().isEmpty()) {
            line(open).delay(wanted.onTap());
        }
        require(open.nft(wanted.nft()));
        if (mayBeQueued || wanted.isQueued()) {
            require(open.run("(" + wanted.tc() + ")"));
        }
        applied = Optional.of(wanted);
    }

    private void require(SideContainer.Answer answer) {
        if (answer.exit() != 0) {
            throw new IllegalStateException("the network of " + container + " cannot be changed: " + answer.text());
        }
    }

    private SideContainer open() {
        if (side == null) {
            side = SideContainer.start(
                    client,
                    SideImage.findOrBuild(client),
                    container + "-side",
                    labels,
                    "container:" + container,
                    TapLine.devices());
        }
        return side;
    }

    private TapLine line(SideContainer open) {
        if (line == null) {
            line = TapLine.open(client, open, container, image, container + "-delay", labels);
        }
        return line;
    }

    /** The member has ended, and its network with it; but where that is a holder's, it lives on, and must not keep what ends meanwhile. */
    synchronized void ended() {
        ended = true;
        if (side != null) {
            Namespace untouched = Namespace.untouched(Delayer.ofThisMachine());
            side.nft(untouched.nft());
            side.run(untouched.tc());
        }
        close();
    }

    /** The member runs again: its new network becomes what the old one was, or should have become since. */
    synchronized void restarted() {
        close();
        ended = false;
        applied = Optional.of(Namespace.untouched(Delayer.ofThisMachine()));
        if (!wanted.isUntouched()) {
            apply();
        }
    }

    @Override
    public synchronized void close() {
        if (line != null) {
            line.close();
            line = null;
        }
        if (side != null) {
            side.close();
            side = null;
        }
    }
}
