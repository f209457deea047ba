package io.schism.harness.backend.docker;

import static io.schism.harness.backend.docker.DockerRig.member;
import static io.schism.harness.backend.docker.DockerRig.mode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class DockerZooKeeperIT {
    private static final List<Member> VOTERS = List.of(
            member("zk-E", Member.Kind.ZOOKEEPER),
            member("zk-W", Member.Kind.ZOOKEEPER),
            member("zk-C", Member.Kind.ZOOKEEPER));

    @BeforeAll
    static void docker() {
        DockerRig.assumeDocker();
    }

    @Test
    void three_ZooKeepers_leader_cut_off_steps_down_the_majority_serves_all_are_back_after_the_heal(
            @TempDir Path folder) {
        try (Site site = DockerRig.open(DockerRig.runId(), folder, VOTERS.toArray(Member[]::new))) {
            VOTERS.parallelStream().forEach(voter -> site.start(DockerRig.zooKeeper(site, voter, VOTERS)));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(modes(site, VOTERS))
                    .containsExactlyInAnyOrder("leader", "follower", "follower"));
            Member leader = VOTERS.stream()
                    .filter(voter -> mode(site, voter).equals("leader"))
                    .findFirst()
                    .orElseThrow();
            List<Member> others =
                    VOTERS.stream().filter(voter -> !voter.equals(leader)).toList();

            Set<Pair> cut = new HashSet<>();
            for (Member other : others) {
                cut.add(new Pair(leader.name(), other.name()));
                cut.add(new Pair(other.name(), leader.name()));
            }
            site.network().cut(cut);
            assertThat(cut).allMatch(pair -> site.network().probe(pair, Duration.ofMillis(300)) == Reach.CLOSED);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(modes(site, others))
                    .containsExactlyInAnyOrder("leader", "follower"));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(mode(site, leader)).contains("not currently serving"));

            site.network().cut(Set.of());
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(modes(site, VOTERS))
                    .containsExactlyInAnyOrder("leader", "follower", "follower"));
        }
        assertThat(folder.resolve("nodes/zk-E/log")).isNotEmptyFile();
        assertThat(folder.resolve("nodes/zk-E/conf/zoo.cfg")).content().contains("dataDir=/schism/member/data");
    }

    private static List<String> modes(Site site, List<Member> voters) {
        return voters.stream().map(voter -> mode(site, voter)).toList();
    }
}
