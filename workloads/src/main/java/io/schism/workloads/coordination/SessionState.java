package io.schism.workloads.coordination;

import java.util.Locale;

/** What a member knows of its ZooKeeper session. */
public enum SessionState {
    /** Never connected yet. */
    NONE,
    CONNECTED,
    /** The connection is gone; the session may live or not. */
    SUSPENDED,
    /** The session is gone, as far as this member can tell. */
    LOST;

    /** The word of the HTTP interface. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
