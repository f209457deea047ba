package io.schism.histories.linearizability;

import io.schism.histories.model.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The fast exact engine for containers, in O(n log n): no element is taken out more often than it was put in, distinct
 * elements of a queue leave in the order in which they came ({@link FifoOrder}), and each take that found nothing had a
 * moment for it ({@link Occupancy}). Crashed calls are covered ({@link Elements}). Where the order matters to some call
 * and an element was put in twice, it gives no answer, unless the first rule is broken.
 */
final class Containers<S> {
    static final String FIFO = "fifo";
    static final String BAG = "bag";

    private final Container<S> container;
    private final Entries entries;
    private final Elements elements;
    private final String engine;

    private Containers(Container<S> container, S initial, Entries entries, Budget.Share share) {
        this.container = container;
        this.entries = entries;
        this.elements = new Elements(container, initial, entries, share);
        this.engine = engine(container);
    }

    private static String engine(Container<?> container) {
        return container.order() == Container.Order.FIFO ? FIFO : BAG;
    }

    private boolean isQueue() {
        return engine.equals(FIFO);
    }

    static <S> Optional<Outcome<S>> decide(Container<S> container, S initial, Entries entries, Budget budget) {
        try (Budget.Share share = budget.share()) {
            return new Containers<>(container, initial, entries, share).decide();
        } catch (Exhausted limit) {
            return Optional.of(Outcome.stopped(engine(container), limit));
        }
    }

    private Optional<Outcome<S>> decide() {
        int unsupplied = elements.unsupplied();
        if (unsupplied != Elements.NONE) {
            return Optional.of(takenTooOften(unsupplied));
        }
        if (!isQueue() && !elements.foundEmpty()) {
            return Optional.of(Outcome.valid(engine));
        }
        if (!elements.areDistinct()) {
            return Optional.empty();
        }
        elements.giveLostTakes();
        FifoOrder order = new FifoOrder(elements);
        if (isQueue() && !order.isKept()) {
            return Optional.of(overtaken(order.overtaken(), order.overtaker()));
        }
        Occupancy occupancy = new Occupancy(elements, entries);
        int refuted = elements.foundEmpty() ? occupancy.refuted() : Elements.NONE;
        return Optional.of(
                refuted == Elements.NONE ? Outcome.valid(engine) : neverEmpty(refuted, occupancy.cover(refuted)));
    }

    /** The takes of that element until then, and the puts that come too late for the last of them. */
    private Outcome<S> takenTooOften(int call) {
        int number = elements.of(call);
        List<Entry> taken = new ArrayList<>();
        List<Entry> late = new ArrayList<>();
        for (int other = 0; other < entries.size(); other++) {
            if (elements.of(other) == number) {
                if (!elements.puts(other) && entries.returned(other) <= entries.returned(call)) {
                    taken.add(entries.get(other));
                } else if (elements.puts(other) && entries.invoked(other) > entries.returned(call)) {
                    late.add(entries.get(other));
                }
            }
        }
        String times = taken.size() == 1 ? "" : " " + taken.size() + " times";
        String before = late.isEmpty() ? "was put in" : "had been put in by then";
        String why = value(number) + " was taken out" + times + ", more often than it " + before;
        taken.addAll(late);
        return Outcome.invalid(engine, entries.get(call), why, taken);
    }

    private Outcome<S> overtaken(int left, int overtaker) {
        List<Entry> witness = new ArrayList<>(elements.calls(left));
        List<Entry> early = elements.calls(overtaker);
        witness.addAll(early);
        boolean taken = elements.surelyOut(left) != Entry.NEVER;
        String why = value(overtaker) + " was taken out before " + value(left) + (taken ? "" : ", which is left behind")
                + ", though " + value(left) + " was in before " + value(overtaker) + " was put in";
        return Outcome.invalid(engine, early.get(early.size() - 1), why, witness);
    }

    private Outcome<S> neverEmpty(int call, List<Integer> cover) {
        List<Entry> witness = new ArrayList<>();
        witness.add(entries.get(call));
        cover.forEach(number -> witness.addAll(elements.calls(number)));
        String inside = cover.stream().map(this::value).collect(Collectors.joining(", then "));
        return Outcome.invalid(
                engine, entries.get(call), "it found nothing, though all the while it held " + inside, witness);
    }

    private String value(int number) {
        return Keys.show(elements.value(number));
    }
}
