package io.schism.histories.model;

import java.util.Optional;

/** What both queues have in common: the shape of their operations. */
final class Queues {
    private Queues() {}

    static Optional<String> precheck(Action action, String model) {
        return switch (action.f()) {
            case "enqueue" ->
                action.input() != null ? Optional.empty() : Optional.of(":enqueue carries an element, not nil");
            case "dequeue" -> Optional.empty();
            default -> Words.unknown(action, model, ":enqueue and :dequeue");
        };
    }

    static Optional<Object> puts(Action action) {
        return action.f().equals("enqueue") ? Optional.ofNullable(action.input()) : Optional.empty();
    }
}
