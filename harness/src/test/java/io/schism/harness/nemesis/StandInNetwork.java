package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.Arrivals;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import io.schism.harness.cluster.Site;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A network that does nothing and answers nothing, but for what a test overrides. */
abstract class StandInNetwork implements Network {
    /** A place without processes that has this network. */
    Site site() {
        return (Site) Proxy.newProxyInstance(
                Site.class.getClassLoader(), new Class<?>[] {Site.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("network");
                    return this;
                });
    }

    @Override
    public void shape(Map<Pair, Shape> shapes) {}

    @Override
    public Optional<Duration> roundTrip(Pair pair, Duration timeout) {
        return Optional.empty();
    }

    @Override
    public Optional<Arrivals> send(Pair pair, int probes) {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> push(Pair pair, int bytes, Duration timeout) {
        return Optional.empty();
    }

    @Override
    public String roundTrips() {
        return "none";
    }
}
