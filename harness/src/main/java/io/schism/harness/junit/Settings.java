package io.schism.harness.junit;

import io.schism.harness.backend.Backends;
import io.schism.harness.run.Library;
import io.schism.harness.run.RunRequest;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.error.UserError;
import java.nio.file.Path;

/** What a {@link SchismTest} says. */
record Settings(
        String scenario,
        String variant,
        String backend,
        double scale,
        SchismTest.Expect expect,
        SchismTest.OnUnknown unknown) {
    /** Of a test that has seeds, and no scenario. */
    static final Settings NONE =
            new Settings("", "", "loopback", 1, SchismTest.Expect.SCENARIO, SchismTest.OnUnknown.FAIL);

    static Settings of(SchismTest test) {
        return new Settings(
                test.scenario(), test.variant(), test.backend(), test.scale(), test.expect(), test.unknown());
    }

    /** The run that they ask for, of that variant; an empty name means their own. */
    RunRequest request(String otherVariant, long seed, Path runs) {
        if (scenario.isEmpty()) {
            throw UserError.usage(
                    "this test names no scenario", "write @SchismTest(scenario = \"...\"), a name or a YAML file");
        }
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw UserError.usage("a scale of " + scale + " is none", "write @SchismTest(scale = 0.5), or 1");
        }
        Scenario found = Library.scenario(ScenarioFile.named(scenario));
        return new RunRequest(
                found,
                Library.variant(found, otherVariant.isEmpty() ? variant : otherVariant),
                Backends.named(backend),
                seed,
                scale,
                runs);
    }
}
