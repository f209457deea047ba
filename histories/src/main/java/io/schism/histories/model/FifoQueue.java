package io.schism.histories.model;

import io.schism.histories.error.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A queue: first in, first out. A failed dequeue did not happen; one that answers ok with nil says that the queue was
 * empty.
 */
final class FifoQueue implements Container<List<Object>> {
    @Override
    public String name() {
        return "fifo-queue";
    }

    @Override
    public String description() {
        return ":enqueue, and :dequeue of the oldest element (ok nil: it was empty), empty at the start";
    }

    @Override
    public List<Object> initial(Optional<Object> value) {
        if (value.isPresent() && !Words.isFull(value.get())) {
            throw UserError.usage("a queue cannot start at " + Words.show(value.get()), "give a vector such as [1 2]");
        }
        return List.copyOf((Collection<?>) value.orElse(List.of()));
    }

    @Override
    public Step<List<Object>> step(List<Object> queue, Action action) {
        if (action.f().equals("enqueue")) {
            List<Object> longer = new ArrayList<>(queue.size() + 1);
            longer.addAll(queue);
            longer.add(Objects.requireNonNull(action.input()));
            return Step.to(List.copyOf(longer));
        }
        if (queue.isEmpty()) {
            return !action.returned() || action.output() == null
                    ? Step.to(queue)
                    : Step.inconsistent("dequeue returned " + Words.show(action.output()) + "; the queue was empty");
        }
        if (!action.returned() || queue.get(0).equals(action.output())) {
            return Step.to(List.copyOf(queue.subList(1, queue.size())));
        }
        return Step.inconsistent("dequeue returned " + Words.show(action.output()) + "; the head of the queue was "
                + Words.show(queue.get(0)));
    }

    @Override
    public Optional<String> precheck(Action action) {
        return Queues.precheck(action, name());
    }

    @Override
    public Order order() {
        return Order.FIFO;
    }

    @Override
    public List<Object> contents(List<Object> queue) {
        return queue;
    }

    @Override
    public Optional<Object> puts(Action action) {
        return Queues.puts(action);
    }

    @Override
    public Optional<Object> takes(Action action) {
        return Optional.ofNullable(action.output());
    }

    @Override
    public long weight(List<Object> queue) {
        return 48 + 8L * queue.size();
    }
}
