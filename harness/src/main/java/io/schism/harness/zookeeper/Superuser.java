package io.schism.harness.zookeeper;

import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;

/** ZooKeeper's superuser in the ensembles that the harness starts: the one who may change who belongs to them. */
public final class Superuser {
    private static final String LOGIN = "super:schism";

    private Superuser() {}

    /** What a server must be told to know this one. */
    public static String digest() {
        try {
            return DigestAuthenticationProvider.generateDigest(LOGIN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    static void become(ZooKeeper zooKeeper) {
        zooKeeper.addAuthInfo("digest", LOGIN.getBytes(StandardCharsets.UTF_8));
    }
}
