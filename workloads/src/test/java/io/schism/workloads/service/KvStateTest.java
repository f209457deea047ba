package io.schism.workloads.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KvStateTest {
    @Test
    @DisplayName("a key's value as of any position from the settled one on")
    void asOfAPosition() {
        KvState state = new KvState();
        state.apply(Entry.epochStart(1, 1), 0);
        state.apply(new Entry(1, 2, "a", 7L, new Change.Write(10)), 0);
        state.apply(new Entry(1, 4, "b", 7L, new Change.Write(20)), 2);
        state.apply(new Entry(1, 6, "c", 7L, new Change.Write(30)), 4);
        assertThat(state.at(7, 6)).isEqualTo(30);
        assertThat(state.at(7, 5)).isEqualTo(20);
        assertThat(state.at(7, 4)).isEqualTo(20);
        assertThat(state.at(8, 6)).isNull();
    }

    @Test
    @DisplayName("before its first write a key is absent")
    void absentBefore() {
        KvState state = new KvState();
        state.apply(new Entry(1, 2, "a", 7L, new Change.Write(10)), 0);
        assertThat(state.at(7, 1)).isNull();
    }
}
