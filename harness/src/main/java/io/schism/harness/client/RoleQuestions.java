package io.schism.harness.client;

import io.schism.harness.yaml.YamlValue;

/** Reads how to ask a node for its role. */
public final class RoleQuestions {
    private RoleQuestions() {}

    /** @throws io.schism.histories.error.UserError naming the line of whatever is wrong */
    public static RoleQuestion read(YamlValue value) {
        return HttpRole.read(value);
    }
}
