package io.schism.harness.junit;

import static io.schism.histories.assertj.HistoryAssertions.assertThat;

import io.schism.harness.run.RunResult;

class PartitionIT {
    @SchismTest(scenario = "src/test/resources/partition.yml")
    @Seeds(5)
    void three_regions_the_primarys_is_cut_off_one_truth_survives(Runner runner) {
        RunResult result = runner.run();
        assertThat(result.history())
                .describedAs("%s", result.folder())
                .isLinearizable("cas-register")
                .hasSinglePrimary()
                .losesNoAcknowledgedWrite()
                .replicasConverge();
    }
}
