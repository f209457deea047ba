package io.schism.harness.nemesis;

import io.schism.histories.edn.Keyword;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A fault that is aimed: it can be injected, healed, and looked at from outside. */
public interface Injection {
    /** What the history says of it: {@code {:pairs ...}} or {@code {:nodes ...}}. */
    Map<Keyword, @Nullable Object> describe();

    /** Takes what it must know of the time before it is injected. */
    default void lookBefore() {
        // Most need not know.
    }

    /** Whether it is over as soon as it is injected: a look after its planned end tells the same, and is waited for. */
    default boolean happensOnce() {
        return false;
    }

    /** Breaks it; returns when the backend acknowledges. */
    void inject();

    /** Mends it; returns when the backend acknowledges. */
    void heal();

    /** Looks, with probes of its own, whether it is wholly in force; what is not is told in words. */
    Optional<String> leak();

    /** Whether any look so far could see it: that nothing leaked where there was nothing to look at proves nothing. */
    default boolean isSeen() {
        return true;
    }

    /** Looks whether it is wholly gone; what is not is told in words. */
    Optional<String> remains();
}
