package org.zhaoku.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The drill in short: a round of each kind of fault, the same in each run. */
class FabricDrillIT {
    private static final String HOME = System.getProperty("zhaoku.fabric.home", "");
    private static final Site SITE = new Site(HOME, Path.of("target", "drill-short"), 28_200);
    private static final long SEED = 5;
    private static final List<Fault> PLAN = Faults.named(List.of(
            "gateway-killed-anchoring",
            "leader-hung",
            "chaincode-killed+gateway-cut",
            "peer-disk-lost",
            "orderer-disk-old",
            "follower-hung+other-peer-killed"));

    @BeforeAll
    static void up() {
        if (!HOME.isEmpty()) {
            SITE.up();
        }
    }

    @BeforeEach
    void needsFabric() {
        assumeTrue(!HOME.isEmpty(), "Fabric was not found: ./zhaoku test looks for it");
    }

    @AfterAll
    static void down() {
        if (!HOME.isEmpty()) {
            SITE.close();
        }
    }

    @Test
    void every_accepted_licence_is_anchored_once_whatever_fails() {
        Report report = new Drill(SITE, System.out).run(PLAN, SEED, 1);

        assertThat(report.lost()).isEmpty();
        assertThat(report.twice()).isZero();
        assertThat(report.problems()).isEmpty();
        assertThat(report.rounds()).hasSize(PLAN.size()).allMatch(round -> round.accepted() > 0);
    }

    @Test
    void the_judge_sees_a_licence_that_is_lost_and_one_that_is_there_twice() {
        Region region = SITE.regions().get(1);
        try (var oracle = new Oracle(SITE.network());
                var load = new Load(SITE.regions())) {
            var judge = new Judge(SITE.regions(), oracle);
            load.start();
            String id = load.newest(region);
            List<Accepted> accepted = load.stop().accepted();
            judge.await(accepted);
            judge.judge(accepted.subList(1, accepted.size()));
            assertThat(judge.lost()).isEmpty();
            assertThat(judge.twice()).as("one leaf that nobody was told of").isOne();

            judge.judge(List.of(accepted.get(0), new Accepted(region, id)));
            assertThat(judge.lost()).as("one statement for two licences").hasSize(1);
            assertThat(judge.doubled()).hasSize(1);
        }
    }
}
