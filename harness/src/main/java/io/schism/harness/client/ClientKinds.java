package io.schism.harness.client;

import java.util.List;
import java.util.Optional;

/** The registry of clients. */
public final class ClientKinds {
    private static final List<ClientKind> ALL =
            List.of(new HttpKind(), new JdbcKind(), new RedisKind(), new ZooKeeperKind(), new ProgramKind());

    private ClientKinds() {}

    public static List<ClientKind> all() {
        return ALL;
    }

    public static List<String> names() {
        return ALL.stream().map(ClientKind::name).toList();
    }

    public static Optional<ClientKind> named(String name) {
        return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }
}
