package io.schism.harness.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * Who keeps members in a state, such as being down or short of processor time: where several do, a member leaves it when the last of them
 * lets go. Thread-safe.
 */
public final class Holds {
    private record Hold(String state, String member, Object holder) {}

    private final List<Hold> holds = new ArrayList<>();

    /** One more keeps a member there. */
    public synchronized void take(String state, String member, Object holder) {
        holds.add(new Hold(state, member, holder));
    }

    /**
     * Lets go, however often it is told to.
     *
     * @return whether nobody keeps the member there any more
     */
    public synchronized boolean letGo(String state, String member, Object holder) {
        holds.removeIf(hold -> hold.holder() == holder && isOf(hold, state, member));
        return holds.stream().noneMatch(hold -> isOf(hold, state, member));
    }

    /** Whether anybody keeps the member there. */
    public synchronized boolean isHeld(String state, String member) {
        return holds.stream().anyMatch(hold -> isOf(hold, state, member));
    }

    /** Whether anybody else keeps the member there. */
    public synchronized boolean isHeldBesides(Object holder, String state, String member) {
        return holds.stream().anyMatch(hold -> hold.holder() != holder && isOf(hold, state, member));
    }

    private static boolean isOf(Hold hold, String state, String member) {
        return hold.state().equals(state) && hold.member().equals(member);
    }
}
