package io.schism.harness.backend.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnerTest {
    @Test
    void this_process_is_alive_and_survives_being_written_down() {
        Owner self = Owner.self();
        assertThat(self.isAlive()).isTrue();
        assertThat(Owner.parse(self.toString())).contains(self);
    }

    @Test
    void a_process_id_given_to_another_process_is_not_the_owner() {
        Owner earlier = new Owner(Owner.self().pid(), Owner.self().startMillis() - 60_000);
        assertThat(earlier.isAlive()).isFalse();
    }

    @Test
    void what_is_no_owner_is_none() {
        assertThat(Owner.parse("somebody")).isEmpty();
        assertThat(Owner.parse("")).isEmpty();
    }
}
