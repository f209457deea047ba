package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Site;
import io.schism.harness.run.Library;
import io.schism.harness.scenario.Variant;
import io.schism.harness.scenario.Who;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Members that say who is primary when all of them are asked, and not before. The site is a stand-in. */
class RolesTest {
    private final Variant variant = Library.variant(Library.scenario("github-2018"), "D");
    private final CountDownLatch unasked =
            new CountDownLatch(variant.topology().members(Member.Kind.SERVICE).size());

    private Site site() {
        return (Site) Proxy.newProxyInstance(
                Site.class.getClassLoader(), new Class<?>[] {Site.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("observe") && arguments[1] == Port.HTTP) {
                        unasked.countDown();
                        assertThat(unasked.await(20, TimeUnit.SECONDS)).isTrue();
                        return new InetSocketAddress("127.0.0.1", 1);
                    }
                    return null;
                });
    }

    @Test
    void every_node_slow_to_answer_and_all_are_asked_at_the_same_time() {
        Roles roles = new Roles(new Cluster(site(), variant.topology(), variant.service(), 1, 1));
        assertThat(roles.members(Who.Group.PRIMARY))
                .extracting(Member::name)
                .containsExactly(variant.topology().primary());
        assertThat(unasked.getCount()).isZero();
    }
}
