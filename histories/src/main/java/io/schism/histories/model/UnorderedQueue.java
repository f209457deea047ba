package io.schism.histories.model;

import io.schism.histories.error.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A bag: {@code :dequeue} takes any element that was enqueued. A failed dequeue did not happen; one that answers ok
 * with nil says that the queue was empty.
 */
final class UnorderedQueue implements Container<Map<Object, Integer>> {
    @Override
    public String name() {
        return "unordered-queue";
    }

    @Override
    public String description() {
        return ":enqueue, and :dequeue of any element (ok nil: it was empty), empty at the start";
    }

    @Override
    public Map<Object, Integer> initial(Optional<Object> value) {
        if (value.isPresent() && !Words.isFull(value.get())) {
            throw UserError.usage("a queue cannot start at " + Words.show(value.get()), "give a vector such as [1 2]");
        }
        Map<Object, Integer> bag = Map.of();
        for (Object element : (Collection<?>) value.orElse(List.of())) {
            bag = with(bag, element, 1);
        }
        return bag;
    }

    private static Map<Object, Integer> with(Map<Object, Integer> bag, Object element, int more) {
        Map<Object, Integer> changed = new HashMap<>(bag);
        if (changed.merge(element, more, Integer::sum) == 0) {
            changed.remove(element);
        }
        return Map.copyOf(changed);
    }

    @Override
    public Step<Map<Object, Integer>> step(Map<Object, Integer> bag, Action action) {
        if (action.f().equals("enqueue")) {
            return Step.to(with(bag, Objects.requireNonNull(action.input()), 1));
        }
        if (!action.returned()) {
            return bag.isEmpty() ? Step.to(bag) : Step.toAnyOf(eachTaken(bag));
        }
        if (action.output() == null) {
            return bag.isEmpty()
                    ? Step.to(bag)
                    : Step.inconsistent("dequeue found nothing; the queue held "
                            + Words.show(bag.keySet().iterator().next()));
        }
        return bag.containsKey(action.output())
                ? Step.to(with(bag, action.output(), -1))
                : Step.inconsistent("dequeue returned " + Words.show(action.output()) + ", which was not in the queue");
    }

    private static List<Map<Object, Integer>> eachTaken(Map<Object, Integer> bag) {
        List<Map<Object, Integer>> taken = new ArrayList<>();
        bag.keySet().forEach(element -> taken.add(with(bag, element, -1)));
        return taken;
    }

    @Override
    public Optional<String> precheck(Action action) {
        return Queues.precheck(action, name());
    }

    @Override
    public Order order() {
        return Order.ANY;
    }

    @Override
    public List<Object> contents(Map<Object, Integer> bag) {
        List<Object> elements = new ArrayList<>();
        bag.forEach((element, times) -> elements.addAll(Collections.nCopies(times, element)));
        return elements;
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
    public long weight(Map<Object, Integer> bag) {
        return 64 + 48L * bag.size();
    }
}
