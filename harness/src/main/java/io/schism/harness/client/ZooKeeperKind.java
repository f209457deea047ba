package io.schism.harness.client;

import io.schism.harness.yaml.YamlValue;
import io.schism.workloads.client.Client;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** ZooKeeper's own protocol: a znode a key. */
final class ZooKeeperKind implements ClientKind {
    private static final Pattern ROOT = Pattern.compile("/[A-Za-z0-9_-]+");

    @Override
    public String name() {
        return "zookeeper";
    }

    @Override
    public String description() {
        return "ZooKeeper's own protocol: a znode a key, compare-and-set by its version";
    }

    @Override
    public String example() {
        return """
                zookeeper:
                  # Each key is a znode below this one, its value in digits.
                  root: /schism
                """;
    }

    @Override
    public ClientForm read(YamlValue value, Path folder) {
        Map<String, YamlValue> keys = value.map("root");
        YamlValue root = value.required(keys, "root");
        if (!ROOT.matcher(root.text()).matches()) {
            throw root.wrong("is no znode below the root: " + root.text(), "write /schism");
        }
        return new ZooKeeperForm(root.text());
    }

    /** Where the keys are. */
    record ZooKeeperForm(String root) implements ClientForm {
        @Override
        public boolean comparesAndSets() {
            return true;
        }

        @Override
        public boolean tellsEpochs() {
            return false;
        }

        @Override
        public Client open(ClientPlace place) {
            return new ZooKeeperClient(root, place);
        }
    }
}
