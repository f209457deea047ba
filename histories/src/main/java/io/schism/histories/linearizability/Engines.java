package io.schism.histories.linearizability;

import io.schism.histories.model.Container;
import io.schism.histories.model.GrowOnly;
import io.schism.histories.model.Lock;
import io.schism.histories.model.Model;
import io.schism.histories.model.SingleCell;
import io.schism.histories.model.Tally;
import java.util.Optional;

/** The one place that chooses an engine: the fastest that is exact for the calls at hand. */
final class Engines {
    private Engines() {}

    static <S> Outcome<S> decide(Model<S> model, S initial, Entries entries, Budget budget) {
        Optional<Outcome<S>> outcome = promised(model, initial, entries, budget);
        if (outcome.isEmpty() && model instanceof SingleCell<S> cell) {
            outcome = CellSearch.decide(cell, initial, entries, budget);
        }
        return outcome.isPresent() ? outcome.get() : Search.decide(model, initial, entries, budget);
    }

    /** In polynomial time, by what the model promises; empty where these calls do not allow it. */
    static <S> Optional<Outcome<S>> promised(Model<S> model, S initial, Entries entries, Budget budget) {
        if (model instanceof SingleCell<S> cell) {
            return Zones.decide(cell, initial, entries, budget);
        }
        if (model instanceof Container<S> container) {
            return Containers.decide(container, initial, entries, budget);
        }
        if (model instanceof GrowOnly<S> set) {
            return Optional.of(ReadChain.decide(set, initial, entries, budget));
        }
        if (model instanceof Lock<S> lock) {
            return Locks.decide(lock, initial, entries, budget);
        }
        if (model instanceof Tally<S> tally) {
            return Increments.decide(tally, initial, entries, budget);
        }
        return Optional.empty();
    }
}
