package com.example;

import static io.schism.histories.assertj.HistoryAssertions.assertThat;

import io.schism.harness.junit.Runner;
import io.schism.harness.junit.SchismTest;
import io.schism.harness.junit.Seeds;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PartitionTest {
    @SchismTest(scenario = "partition.yml")
    @Seeds(5)
    void three_regions_the_primarys_is_cut_off_another_takes_over_and_one_truth_survives(Runner runner) {
        assertThat(runner.run().history())
                .isLinearizable("cas-register")
                .hasSinglePrimary()
                .losesNoAcknowledgedWrite()
                .replicasConverge();
    }
}
