package io.schism.histories.linearizability;

import io.schism.histories.model.Model;
import io.schism.histories.model.SingleCell;
import java.util.Optional;

/** The one place that chooses an engine: the fastest that is exact for the calls at hand. */
final class Engines {
    private Engines() {}

    static <S> Outcome<S> decide(Model<S> model, S initial, Entries entries, Budget budget) {
        if (model instanceof SingleCell<S> cell) {
            Optional<Outcome<S>> decided = Zones.decide(cell, initial, entries, budget);
            if (decided.isPresent()) {
                return decided.get();
            }
        }
        return Search.decide(model, initial, entries, budget);
    }
}
