package io.schism.harness.engine;

import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.model.Model;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a history is held against, and within which limits.
 *
 * @param keyed whether values carry keys; empty where the history itself tells
 * @param initial where every key starts; empty for the model's own start
 * @param time past it the verdict is unknown; empty for no limit
 * @param memory in bytes, past it the verdict is unknown; empty for the engine's own limit
 */
public record Question(
        Model<?> model,
        Optional<Boolean> keyed,
        Optional<Object> initial,
        Optional<Duration> time,
        OptionalLong memory) {

    /** Against the model alone. */
    public static Question of(Model<?> model) {
        return new Question(model, Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());
    }

    public Question keyed(boolean values) {
        return new Question(model, Optional.of(values), initial, time, memory);
    }

    public Question initial(Object value) {
        return new Question(model, keyed, Optional.of(value), time, memory);
    }

    public Question within(Duration limit) {
        return new Question(model, keyed, initial, Optional.of(limit), memory);
    }

    public Question memory(long limit) {
        return new Question(model, keyed, initial, time, OptionalLong.of(limit));
    }

    /** The same for the project's own checker. */
    public Linearizability linearizability() {
        Linearizability asked = Linearizability.of(model);
        asked = keyed.isPresent() ? asked.keyed(keyed.get()) : asked;
        asked = initial.isPresent() ? asked.initial(initial.get()) : asked;
        asked = time.isPresent() ? asked.within(time.get()) : asked;
        return memory.isPresent() ? asked.memory(memory.getAsLong()) : asked;
    }
}
