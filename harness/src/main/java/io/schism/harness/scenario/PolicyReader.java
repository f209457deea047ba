package io.schism.harness.scenario;

import io.schism.harness.yaml.YamlValue;
import io.schism.workloads.policy.Policy;
import io.schism.workloads.policy.Policy.CopiesCount;
import io.schism.workloads.policy.Policy.Fencing;
import io.schism.workloads.policy.Policy.Promotion;
import io.schism.workloads.policy.Policy.Reads;
import io.schism.workloads.policy.Policy.Rejoin;
import io.schism.workloads.policy.Policy.Replication;
import io.schism.workloads.policy.Policy.Visibility;
import io.schism.workloads.policy.Policy.WhenSuspended;
import java.util.LinkedHashMap;
import java.util.Map;

/** A policy as a scenario writes it, and back. */
final class PolicyReader {
    static final String[] KEYS = {
        "replication",
        "copies",
        "fallback",
        "copies-count",
        "visibility",
        "when-suspended",
        "fencing",
        "promotion",
        "reads",
        "rejoin"
    };

    private PolicyReader() {}

    /** The policy of these keys; each must be there but {@code copies} and {@code fallback}. */
    static Policy read(YamlValue where, Map<String, YamlValue> keys) {
        Replication replication = one(where, keys, "replication", Replication.class);
        if (replication == Replication.COPIES && !keys.containsKey("copies")) {
            throw where.required(keys, "replication")
                    .wrong("is copies, but their number is missing", "add `copies: 1` to the policy");
        }
        boolean copies = replication == Replication.COPIES;
        return new Policy(
                replication,
                copies && keys.containsKey("copies") ? keys.get("copies").integer(1, 9) : 0,
                copies && keys.containsKey("fallback") && keys.get("fallback").truth(),
                keys.containsKey("copies-count")
                        ? keys.get("copies-count").oneOf(CopiesCount.class)
                        : CopiesCount.ANYWHERE,
                one(where, keys, "visibility", Visibility.class),
                one(where, keys, "when-suspended", WhenSuspended.class),
                one(where, keys, "fencing", Fencing.class),
                one(where, keys, "promotion", Promotion.class),
                one(where, keys, "reads", Reads.class),
                one(where, keys, "rejoin", Rejoin.class));
    }

    private static <E extends Enum<E>> E one(YamlValue where, Map<String, YamlValue> keys, String key, Class<E> type) {
        YamlValue value = keys.get(key);
        if (value == null) {
            throw where.wrong("has a policy without `" + key + "`", "choose one of " + YamlValue.words(type));
        }
        return value.oneOf(type);
    }

    /** The keys and words that {@link #read} turns into this policy. */
    static Map<String, Object> write(Policy policy) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("replication", YamlValue.word(policy.replication()));
        if (policy.replication() == Replication.COPIES) {
            keys.put("copies", policy.copies());
            keys.put("fallback", policy.fallback());
        }
        keys.put("copies-count", YamlValue.word(policy.copiesCount()));
        keys.put("visibility", YamlValue.word(policy.visibility()));
        keys.put("when-suspended", YamlValue.word(policy.whenSuspended()));
        keys.put("fencing", YamlValue.word(policy.fencing()));
        keys.put("promotion", YamlValue.word(policy.promotion()));
        keys.put("reads", YamlValue.word(policy.reads()));
        keys.put("rejoin", YamlValue.word(policy.rejoin()));
        return keys;
    }
}
